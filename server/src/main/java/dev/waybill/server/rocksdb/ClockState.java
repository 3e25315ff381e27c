package dev.waybill.server.rocksdb;

import dev.waybill.log.DeletionTime;
import java.time.Instant;

/** What the log thinks of the machine's wall clock. */
public sealed interface ClockState {

  /** The wall clock is followed. */
  record Trusted() implements ClockState {}

  /**
   * When the log was opened the wall clock was over a day after the last time at which it was
   * trusted. It is followed, but nothing may be deleted by its age until the operator confirms,
   * also if the log is opened again.
   */
  record Ahead(Instant lastTrusted, Instant wall) implements ClockState {}

  /**
   * The wall clock stepped by over an hour against the monotonic clock. Events are stamped with
   * {@code followed}, which goes on from before the step, until the wall clock comes back, the
   * operator confirms it, or the log is opened again. Nothing may be deleted by its age meanwhile.
   */
  record Stepped(Instant followed, Instant wall) implements ClockState {}

  /**
   * When the log was opened the wall clock was before the last stored time, or far after it. No
   * event is taken and nothing is removed until the operator confirms, or the log is opened again
   * with a clock that is right.
   */
  record Unconfirmed(Instant lastStored, Instant wall) implements ClockState {}

  /**
   * What it means for deletion.
   *
   * @param now what the log follows
   */
  default DeletionTime deletionTime(Instant now) {
    return switch (this) {
      case Trusted() -> new DeletionTime.Known(now);
      case Ahead(Instant lastTrusted, Instant wall) ->
          new DeletionTime.Withheld(
              "The server was started at "
                  + wall
                  + ", over a day after "
                  + lastTrusted
                  + ", when its clock was trusted last. If the clock is right, say so: waybill admin"
                  + " clock confirm.");
      case Stepped(Instant followed, Instant wall) ->
          new DeletionTime.Withheld(
              "The clock of the server stepped: it says "
                  + wall
                  + " where "
                  + followed
                  + " was expected. Correct it, or, if it is right, say so: waybill admin clock"
                  + " confirm.");
      case Unconfirmed(Instant lastStored, Instant wall) ->
          new DeletionTime.Withheld(
              "The server was started at "
                  + wall
                  + ", but the last event was received at "
                  + lastStored
                  + ". Correct the clock and start the server again, or, if it is right, say so:"
                  + " waybill admin clock confirm.");
    };
  }
}
