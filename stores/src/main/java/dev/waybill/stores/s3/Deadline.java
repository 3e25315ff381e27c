package dev.waybill.stores.s3;

import dev.waybill.time.TimeSource;
import java.time.Duration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** Until when a request must have ended, with all that had to come before it. */
final class Deadline {
  private final TimeSource time;
  private final long atNanos;

  Deadline(TimeSource time, Duration from) {
    this.time = time;
    this.atNanos = time.monotonicNanos() + from.toNanos();
  }

  /**
   * What is left to a request that is about to be sent.
   *
   * @throws ApiCallTimeoutException if nothing is
   */
  Duration left() {
    Duration remaining = remaining();
    if (!remaining.isPositive()) {
      throw ApiCallTimeoutException.builder().message("No time is left for the request.").build();
    }
    return remaining;
  }

  /** What is left; not positive once it has passed. */
  Duration remaining() {
    return Duration.ofNanos(atNanos - time.monotonicNanos());
  }
}
