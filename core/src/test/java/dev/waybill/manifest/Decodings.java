package dev.waybill.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Shortens tests of decoding. */
final class Decodings {
  private static final String ANY_SIGNATURE = line2(SignedDocument.sign("{}", SampleKeys.FIRST));

  private Decodings() {}

  static <T> T accepted(Decoded<T> decoded) {
    return switch (decoded) {
      case Decoded.Accepted<T>(T value) -> value;
      case Decoded.Refused<T>(String reason) -> throw new AssertionError(reason);
    };
  }

  static <T> String refusal(Decoded<T> decoded) {
    return switch (decoded) {
      case Decoded.Accepted<T>(T value) -> throw new AssertionError("accepted: " + value);
      case Decoded.Refused<T>(String reason) -> reason;
    };
  }

  /** A document with that payload, whose signature is not its own. */
  static SignedDocument document(String payload) {
    return document(payload.getBytes(UTF_8));
  }

  static SignedDocument document(byte[] payload) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(payload);
    file.writeBytes(("\n" + ANY_SIGNATURE).getBytes(UTF_8));
    return accepted(SignedDocument.decode(file.toByteArray()));
  }

  static String line2(SignedDocument document) {
    String file = new String(document.encode(), UTF_8);
    return file.substring(file.indexOf('\n') + 1);
  }
}
