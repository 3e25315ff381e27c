package dev.waybill.stores.s3;

/** AWS KMS did not do what it was asked; the message says why and what to do, in one line. */
public final class KmsRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  KmsRefusedException(String message) {
    super(message);
  }
}
