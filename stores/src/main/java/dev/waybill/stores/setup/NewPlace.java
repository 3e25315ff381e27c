package dev.waybill.stores.setup;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import java.util.Optional;

/**
 * A bucket or container that is to be created with everything else.
 *
 * @param expireAfterDays after how many days events are deleted; empty: never
 */
public record NewPlace(Optional<Integer> expireAfterDays) {
  private static final int MOST_DAYS = 36_500;

  public NewPlace {
    requireNonNull(expireAfterDays, "expireAfterDays is null");
    if (expireAfterDays.filter(days -> days < 1 || days > MOST_DAYS).isPresent()) {
      throw new InvalidInput(
          "expireAfterDays", "expireAfterDays lies between 1 and " + MOST_DAYS + ".");
    }
  }
}
