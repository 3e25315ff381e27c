package dev.waybill.verify;

/** What is stored is not what its name's ending says, or ends too early. */
final class DamagedObjectException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedObjectException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
