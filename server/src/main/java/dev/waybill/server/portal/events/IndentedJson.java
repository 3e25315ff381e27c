package dev.waybill.server.portal.events;

import dev.waybill.server.portal.VisibleText;
import dev.waybill.server.search.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * A stored line as people read it: the same JSON, one value on a line, nothing unseen. A line that
 * would become much longer so is shown as it is.
 *
 * @param whole whether all of the line is there
 */
record IndentedJson(String text, boolean whole) {
  /** Of a line that is indented. */
  private static final int MOST_BYTES = 1 << 16;

  /** Indented, and on a page. */
  static final int MOST_SHOWN = 1 << 20;

  private static final JsonFactory JSON = new JsonFactory();

  static IndentedJson of(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    String shown = VisibleText.of(indented(bytes).orElse(line));
    boolean whole = shown.length() <= MOST_SHOWN;
    return new IndentedJson(whole ? shown : shown.substring(0, MOST_SHOWN), whole);
  }

  /** Empty if it is too long, or becomes so: brackets within brackets take the square of them. */
  private static Optional<String> indented(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      return Optional.empty();
    }
    var text = new CappedText(MOST_SHOWN);
    try (JsonParser from = EventJson.read(bytes, 0, bytes.length);
        JsonGenerator to = JSON.createGenerator(new Indented(), text)) {
      for (JsonToken token = from.nextToken();
          token != null && !text.isFull();
          token = from.nextToken()) {
        if (token.isNumeric()) {
          to.writeNumber(from.getString()); // its digits as they are
        } else {
          to.copyCurrentEvent(from);
        }
      }
    }
    return text.isFull() ? Optional.empty() : Optional.of(text.toString());
  }

  private static final class Indented extends ObjectWriteContext.Base {
    @Override
    public PrettyPrinter getPrettyPrinter() {
      var lines = new DefaultIndenter("  ", "\n");
      return new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER))
          .withObjectIndenter(lines)
          .withArrayIndenter(lines);
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }
}
