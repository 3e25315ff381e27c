package dev.waybill.log;

import static java.util.Objects.requireNonNull;

/**
 * A moment in a tenant's log: every event below {@code position} was received at or before {@code
 * receivedTime}, every later one strictly after it.
 *
 * @param receivedTime milliseconds since the epoch
 */
public record Barrier(Position position, long receivedTime) {
  public Barrier {
    requireNonNull(position, "position is null");
  }
}
