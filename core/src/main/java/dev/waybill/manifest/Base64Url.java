package dev.waybill.manifest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Base64url without padding (RFC 7515, section 2), in the one form that each value has. */
final class Base64Url {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private Base64Url() {}

  static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /** The same, in ASCII. */
  static byte[] encoded(byte[] bytes) {
    return ENCODER.encode(bytes);
  }

  /** Empty unless this is how so many bytes are encoded: no padding, no bits left over. */
  static Optional<byte[]> decode(String text, int length) {
    return decode(text).filter(bytes -> bytes.length == length);
  }

  static Optional<byte[]> decode(String text) {
    try {
      byte[] bytes = DECODER.decode(text.getBytes(StandardCharsets.US_ASCII));
      return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
