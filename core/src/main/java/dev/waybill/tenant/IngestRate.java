package dev.waybill.tenant;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import java.util.Optional;

/** How fast events of one tenant are taken; what is empty has no limit. */
public record IngestRate(Optional<Long> eventsPerSecond, Optional<Long> bytesPerSecond) {
  public static final IngestRate NONE = new IngestRate(Optional.empty(), Optional.empty());

  /** More than a machine takes. */
  public static final long MOST = 1_000_000_000_000L;

  public IngestRate {
    requireNonNull(eventsPerSecond, "eventsPerSecond is null");
    requireNonNull(bytesPerSecond, "bytesPerSecond is null");
    require("ingestEventsPerSecond", eventsPerSecond);
    require("ingestBytesPerSecond", bytesPerSecond);
  }

  /** The same, with those values where this has none. */
  public IngestRate orElse(IngestRate others) {
    return new IngestRate(
        eventsPerSecond.or(others::eventsPerSecond), bytesPerSecond.or(others::bytesPerSecond));
  }

  private static void require(String field, Optional<Long> rate) {
    if (rate.filter(perSecond -> perSecond < 1 || perSecond > MOST).isPresent()) {
      throw new InvalidInput(
          field,
          field + " lies between 1 and " + MOST + ": suspend the tenant to take no events at all.");
    }
  }
}
