package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * What was delivered within an hour, by the time at which its jobs were committed. Redeliveries,
 * which put again what was delivered before, are not counted.
 *
 * @param hour when it begins, UTC
 * @param storedBytes of the objects as they were put
 */
public record DeliveredHour(Instant hour, long events, long storedBytes) {
  /** For how long the counts are kept. */
  public static final Duration KEPT = Duration.ofDays(35);

  public DeliveredHour {
    requireNonNull(hour, "hour is null");
  }
}
