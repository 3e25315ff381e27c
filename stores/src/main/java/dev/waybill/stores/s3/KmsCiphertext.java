package dev.waybill.stores.s3;

import static java.util.Objects.requireNonNull;

/** What a key in AWS KMS encrypted. */
public final class KmsCiphertext {
  private final byte[] bytes;
  private final String key;

  KmsCiphertext(byte[] bytes, String key) {
    this.bytes = bytes.clone();
    this.key = requireNonNull(key, "key is null");
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** The ARN of the key itself, also where an alias named it. */
  public String key() {
    return key;
  }
}
