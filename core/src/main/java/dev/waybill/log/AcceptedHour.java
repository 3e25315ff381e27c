package dev.waybill.log;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How many events were accepted within an hour.
 *
 * @param hour when it begins, UTC
 */
public record AcceptedHour(Instant hour, long events) {
  public AcceptedHour {
    requireNonNull(hour, "hour is null");
  }
}
