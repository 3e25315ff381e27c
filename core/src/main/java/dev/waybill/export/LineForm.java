package dev.waybill.export;

import dev.waybill.event.EventKind;
import dev.waybill.format.Encoder;
import dev.waybill.log.EventBlock;
import java.nio.charset.StandardCharsets;

/**
 * How a stored line appears in an object: as it is, or without the two service fields at its end,
 * {@code ,"receivedTime":<13 digits>,"eventKind":"<kind>"}, whose length the kind tells.
 */
enum LineForm {
  WITH_SERVICE_FIELDS {
    @Override
    int length(int lineLength, EventKind kind) {
      return lineLength + 1;
    }

    @Override
    void append(EventBlock block, int index, Encoder to) {
      to.append(block.bytes(), block.lineStart(index), block.index().lineLength(index) + 1);
    }
  },
  WITHOUT_SERVICE_FIELDS {
    @Override
    int length(int lineLength, EventKind kind) {
      return lineLength - kind.name().length() - SERVICE_FIELDS_BUT_KIND + 1;
    }

    @Override
    void append(EventBlock block, int index, Encoder to) {
      int length = length(block.index().lineLength(index), block.index().kind(index));
      to.append(block.bytes(), block.lineStart(index), length - END.length);
      to.append(END, 0, END.length);
    }
  };

  private static final byte[] END = "}\n".getBytes(StandardCharsets.US_ASCII);
  private static final int SERVICE_FIELDS_BUT_KIND =
      ",\"receivedTime\":0123456789012,\"eventKind\":\"\"".length();

  static LineForm of(OutputSettings output) {
    return output.serviceFields() ? WITH_SERVICE_FIELDS : WITHOUT_SERVICE_FIELDS;
  }

  /** Bytes in the object, line feed included, of a line of that many bytes without it. */
  abstract int length(int lineLength, EventKind kind);

  abstract void append(EventBlock block, int index, Encoder to);
}
