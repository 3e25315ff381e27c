package dev.waybill.server.secrets;

import java.security.GeneralSecurityException;

/** A key that lies elsewhere did not do what it was asked; the message says what to do. */
public final class KeyEncryptionException extends Exception {
  private static final long serialVersionUID = 1L;

  public KeyEncryptionException(String message) {
    super(message);
  }

  /** Brings it through Tink. */
  static final class Carried extends GeneralSecurityException {
    private static final long serialVersionUID = 1L;

    private final KeyEncryptionException carried;

    Carried(KeyEncryptionException carried) {
      super(carried);
      this.carried = carried;
    }

    KeyEncryptionException carried() {
      return carried;
    }
  }
}
