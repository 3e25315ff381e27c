package dev.waybill.server.secrets;

import static java.util.Objects.requireNonNull;

/** What a key that lies elsewhere encrypted. */
public final class Wrapped {
  private final byte[] bytes;
  private final String by;

  /**
   * @param by the key itself, which decrypts it even if the settings' name is another's by then
   */
  public Wrapped(byte[] bytes, String by) {
    this.bytes = bytes.clone();
    this.by = requireNonNull(by, "by is null");
  }

  byte[] bytes() {
    return bytes.clone();
  }

  String by() {
    return by;
  }
}
