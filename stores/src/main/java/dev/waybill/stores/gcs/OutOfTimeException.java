package dev.waybill.stores.gcs;

import java.io.IOException;

/** A request's time is up. */
final class OutOfTimeException extends IOException {
  private static final long serialVersionUID = 1L;

  /** How much of it may have arrived. */
  enum Sent {
    NOTHING,
    PERHAPS_ALL
  }

  private final Sent sent;

  OutOfTimeException(Sent sent) {
    super("the time for the request is up");
    this.sent = sent;
  }

  Sent sent() {
    return sent;
  }
}
