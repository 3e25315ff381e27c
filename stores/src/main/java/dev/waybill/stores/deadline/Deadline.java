package dev.waybill.stores.deadline;

import dev.waybill.time.TimeSource;
import java.time.Duration;

/** Until when a request must have ended, with all that had to come before it. */
public final class Deadline {
  private final TimeSource time;
  private final long atNanos;

  public Deadline(TimeSource time, Duration from) {
    this.time = time;
    this.atNanos = time.monotonicNanos() + from.toNanos();
  }

  /** What is left; not positive once it has passed. */
  public Duration remaining() {
    return Duration.ofNanos(atNanos - time.monotonicNanos());
  }
}
