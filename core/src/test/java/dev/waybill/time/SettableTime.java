package dev.waybill.time;

import java.time.Duration;
import java.time.Instant;

/**
 * A clock that moves only when told. {@link #advance} moves both clocks, as time does; {@link
 * #setWall} steps the wall clock alone, as an operator or NTP does. Safe for use by many threads.
 */
public final class SettableTime implements TimeSource {
  private Instant wall;
  private long monotonicNanos;

  public SettableTime(Instant wall) {
    this.wall = wall;
  }

  /** Starts at 2026-01-01T00:00:00Z. */
  public SettableTime() {
    this(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Override
  public synchronized Instant now() {
    return wall;
  }

  @Override
  public synchronized long monotonicNanos() {
    return monotonicNanos;
  }

  public synchronized void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time does not go back; step the wall clock: " + time);
    }
    wall = wall.plus(time);
    monotonicNanos += time.toNanos();
  }

  public synchronized void setWall(Instant to) {
    wall = to;
  }
}
