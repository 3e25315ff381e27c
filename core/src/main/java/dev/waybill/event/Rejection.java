package dev.waybill.event;

import static java.util.Objects.requireNonNull;

/**
 * An event that was not taken, while others of its request may have been.
 *
 * @param line where in the request it stood, from 1: the line, or the element of an array
 * @param message one sentence for people
 */
public record Rejection(int line, RejectionCode code, String message) {
  public Rejection {
    requireNonNull(code, "code is null");
    requireNonNull(message, "message is null");
  }
}
