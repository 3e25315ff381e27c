package dev.waybill.event;

import static java.util.Objects.requireNonNull;

/**
 * Ends the reading of one event. It has no stack trace: a request may hold thousands of bad events.
 */
final class BadEventException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectionCode code;

  BadEventException(RejectionCode code, String message) {
    super(message, null, false, false);
    this.code = requireNonNull(code, "code is null");
  }

  Rejection at(int line) {
    return new Rejection(line, code, String.valueOf(getMessage()));
  }
}
