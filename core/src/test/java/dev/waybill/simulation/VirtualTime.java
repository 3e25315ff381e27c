package dev.waybill.simulation;

import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** The only time there is: it passes when the scheduler says so. */
final class VirtualTime {
  static final Instant BEGINNING = Instant.parse("2026-11-20T14:00:00Z");

  private long nanos;
  private Duration wallOffset = Duration.ZERO;
  private Duration logOffset = Duration.ZERO;
  private Instant latest = BEGINNING;

  /** Nanoseconds since the beginning. */
  long nanos() {
    return nanos;
  }

  void advanceTo(long later) {
    nanos = Math.max(nanos, later);
  }

  /** Steps all wall clocks; the log follows steps of an hour at most. */
  void stepWall(Duration by) {
    wallOffset = wallOffset.plus(by);
    if (by.abs().compareTo(Duration.ofHours(1)) <= 0) {
      logOffset = logOffset.plus(by);
    }
  }

  Instant wall() {
    return BEGINNING.plusNanos(nanos).plus(wallOffset);
  }

  /** What a node sees whose clock is ahead by that much. */
  TimeSource clock(Duration ahead) {
    return new TimeSource() {
      @Override
      public Instant now() {
        return wall().plus(ahead);
      }

      @Override
      public long monotonicNanos() {
        return nanos;
      }
    };
  }

  /** What the event log stamps with: it stands still where the wall clock goes back. */
  TimeSource logClock() {
    return new TimeSource() {
      @Override
      public Instant now() {
        Instant now = BEGINNING.plusNanos(nanos).plus(logOffset);
        latest = now.isAfter(latest) ? now : latest;
        return latest;
      }

      @Override
      public long monotonicNanos() {
        return nanos;
      }
    };
  }
}
