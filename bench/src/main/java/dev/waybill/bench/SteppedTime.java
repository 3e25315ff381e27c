package dev.waybill.bench;

import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * Both clocks stand still until they are set forward, so that an hour takes as long as its work.
 */
final class SteppedTime implements TimeSource {
  private final Instant start;
  private volatile Duration passed = Duration.ZERO;

  SteppedTime(Instant start) {
    this.start = start;
  }

  @Override
  public Instant now() {
    return start.plus(passed);
  }

  @Override
  public long monotonicNanos() {
    return passed.toNanos();
  }

  void set(Duration sinceStart) {
    passed = sinceStart;
  }
}
