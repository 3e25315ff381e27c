package dev.waybill.server.rocksdb;

import java.time.Instant;

/** What the log thinks of the machine's wall clock. */
public sealed interface ClockState {

  /** The wall clock is followed. */
  record Trusted() implements ClockState {}

  /**
   * The wall clock stepped by over an hour against the monotonic clock. Events are stamped with
   * {@code followed}, which goes on from before the step, until the wall clock comes back, the
   * operator confirms it, or the log is opened again.
   */
  record Stepped(Instant followed, Instant wall) implements ClockState {}

  /**
   * When the log was opened the wall clock was before the last stored time, or far after it. No
   * event is taken and nothing is removed until the operator confirms.
   */
  record Unconfirmed(Instant lastStored, Instant wall) implements ClockState {}
}
