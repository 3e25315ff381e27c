package dev.waybill.manifest;

import java.util.Optional;

/** The id of a key: the SHA-256 of RFC 7638 over it, in base64url. Case-sensitive. */
public record KeyId(String value) {
  public KeyId {
    if (!isKeyId(value)) {
      throw new IllegalArgumentException("not a key id: " + value);
    }
  }

  static Optional<KeyId> parse(String text) {
    return isKeyId(text) ? Optional.of(new KeyId(text)) : Optional.empty();
  }

  private static boolean isKeyId(String text) {
    return Base64Url.decode(text, Sha256.BYTES).isPresent();
  }

  @Override
  public String toString() {
    return value;
  }
}
