package dev.waybill.stores.gcs;

import dev.waybill.time.TimeSource;
import java.time.Duration;

/** Until when a request must have ended, with all that had to come before it. */
final class Deadline {
  /** That of what this thread does; {@link OneTryTransport} keeps it. */
  static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

  private final TimeSource time;
  private final long atNanos;

  Deadline(TimeSource time, Duration from) {
    this.time = time;
    this.atNanos = time.monotonicNanos() + from.toNanos();
  }

  /** What is left; not positive once it has passed. */
  Duration remaining() {
    return Duration.ofNanos(atNanos - time.monotonicNanos());
  }
}
