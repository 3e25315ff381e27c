package dev.waybill.export;

import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The time until which an attempt may send requests, by the monotonic clock. Asked before every
 * request, it is renewed when a third of it has passed: so that two thirds, twice a request's
 * longest time, are left for what the request is. Used by one thread.
 */
final class Lease {
  private final Predicate<Instant> renewal;
  private final TimeSource time;
  private final Duration length;
  private final BooleanSupplier stopping;
  private long deadline;

  /**
   * @param renewal prolongs the lease in the control plane up to the given time, if it still may
   * @param deadline taken from the monotonic clock before the claim, never after it
   */
  Lease(
      Predicate<Instant> renewal,
      TimeSource time,
      Duration length,
      BooleanSupplier stopping,
      long deadline) {
    this.renewal = renewal;
    this.time = time;
    this.length = length;
    this.stopping = stopping;
    this.deadline = deadline;
  }

  /**
   * Returns if the attempt may send its next request.
   *
   * @throws AttemptOver if it may not
   */
  void keep() {
    if (stopping.getAsBoolean()) {
      throw new AttemptOver();
    }
    long now = time.monotonicNanos();
    requireNotOver(now);
    if (deadline - now < length.toNanos() / 3 * 2) {
      if (!renewal.test(time.now().plus(length))) {
        throw new AttemptOver();
      }
      deadline = now + length.toNanos();
      requireNotOver(time.monotonicNanos());
    }
  }

  private void requireNotOver(long now) {
    if (deadline - now <= 0) {
      throw new AttemptOver();
    }
  }
}
