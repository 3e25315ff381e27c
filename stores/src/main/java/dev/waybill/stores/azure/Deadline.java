package dev.waybill.stores.azure;

import com.azure.core.util.Context;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.Optional;

/** Until when a request must have ended, with all that had to come before it. */
final class Deadline {
  private static final String KEY = "waybill-deadline";

  private final TimeSource time;
  private final long atNanos;

  Deadline(TimeSource time, Duration from) {
    this.time = time;
    this.atNanos = time.monotonicNanos() + from.toNanos();
  }

  static Optional<Deadline> in(Context context) {
    return context.getData(KEY).map(Deadline.class::cast);
  }

  /** Goes with a request through the SDK. */
  Context context() {
    return new Context(KEY, this);
  }

  /** What is left; not positive once it has passed. */
  Duration remaining() {
    return Duration.ofNanos(atNanos - time.monotonicNanos());
  }
}
