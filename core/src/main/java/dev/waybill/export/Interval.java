package dev.waybill.export;

import java.time.Duration;
import java.time.Instant;

/** How often a configuration delivers. Ticks are the multiples of the interval in UTC. */
public enum Interval {
  EVERY_5_MINUTES(Duration.ofMinutes(5)),
  EVERY_15_MINUTES(Duration.ofMinutes(15)),
  EVERY_HOUR(Duration.ofHours(1)),
  EVERY_2_HOURS(Duration.ofHours(2)),
  EVERY_4_HOURS(Duration.ofHours(4)),
  EVERY_6_HOURS(Duration.ofHours(6)),
  EVERY_12_HOURS(Duration.ofHours(12)),
  EVERY_24_HOURS(Duration.ofHours(24));

  private final Duration length;

  Interval(Duration length) {
    this.length = length;
  }

  public Duration length() {
    return length;
  }

  /** The last tick at or before {@code time}. */
  public Instant tickAt(Instant time) {
    long seconds = length.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
  }

  /** The first tick after {@code time}. */
  public Instant tickAfter(Instant time) {
    return tickAt(time).plus(length);
  }
}
