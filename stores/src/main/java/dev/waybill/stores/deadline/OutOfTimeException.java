package dev.waybill.stores.deadline;

import java.io.IOException;

/** A request's time is up. */
public final class OutOfTimeException extends IOException {
  private static final long serialVersionUID = 1L;

  /** How much of it may have arrived. */
  public enum Sent {
    NOTHING,
    PERHAPS_ALL
  }

  private final Sent sent;

  public OutOfTimeException(Sent sent) {
    super("the time for the request is up");
    this.sent = sent;
  }

  public Sent sent() {
    return sent;
  }
}
