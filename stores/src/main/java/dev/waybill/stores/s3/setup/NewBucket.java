package dev.waybill.stores.s3.setup;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.Interval;
import dev.waybill.fault.InvalidInput;
import java.util.Optional;

/**
 * A bucket that is to be created with everything else.
 *
 * @param expireAfterDays after how many days events are deleted; empty: never
 * @param interval that of the export: after two without a manifest an alarm is raised
 */
public record NewBucket(Optional<Integer> expireAfterDays, Interval interval) {
  private static final int MOST_DAYS = 36_500;

  public NewBucket {
    requireNonNull(expireAfterDays, "expireAfterDays is null");
    requireNonNull(interval, "interval is null");
    if (expireAfterDays.filter(days -> days < 1 || days > MOST_DAYS).isPresent()) {
      throw new InvalidInput(
          "expireAfterDays", "expireAfterDays lies between 1 and " + MOST_DAYS + ".");
    }
  }
}
