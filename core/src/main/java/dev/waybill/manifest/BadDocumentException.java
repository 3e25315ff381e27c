package dev.waybill.manifest;

/** Ends the reading of a document. */
final class BadDocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  BadDocumentException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
