package dev.waybill.server.exports;

import dev.waybill.integration.HeldKeys;
import dev.waybill.integration.HeldKeys.HeldKey;
import dev.waybill.storage.Authentication;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to say of secrets that should be exchanged, or whose exchange has not ended: access keys,
 * and SAS tokens that say when they end.
 */
final class KeyWarnings {
  /** As AWS's own checks advise. */
  private static final long MOST_DAYS = 90;

  /** As the first notice. */
  private static final Duration SOON = Duration.ofDays(14);

  private KeyWarnings() {}

  static Optional<String> of(Authentication authentication, Instant now) {
    return authentication
        .expiresAt()
        .filter(end -> !end.minus(SOON).isAfter(now))
        .map(
            end ->
                "The SAS token "
                    + (end.isAfter(now)
                        ? "ends on " + end + " (" + in(Duration.between(now, end)) + ")"
                        : "ended on " + end)
                    + ": give a new one by updateAdlsSasTokenExportConfiguration.");
  }

  private static String in(Duration left) {
    long days = left.toDays();
    return days == 0 ? "in less than a day" : "in " + days + (days == 1 ? " day" : " days");
  }

  static List<String> of(HeldKeys keys, Instant now) {
    return Stream.of(old(keys.current(), now), keys.previous().map(before -> two(keys, before)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> old(HeldKey key, Instant now) {
    long days = key.ageDays(now);
    return days > MOST_DAYS
        ? Optional.of(
            "The access key "
                + key.accessKeyId()
                + " is "
                + days
                + " days old: create a second one, update the export with it, and delete this one"
                + " once the connection test shows that the new one works.")
        : Optional.empty();
  }

  private static String two(HeldKeys keys, HeldKey before) {
    if (keys.current().accessKeyId().equals(before.accessKeyId())) {
      return "Two secrets of the access key "
          + before.accessKeyId()
          + " are held: test the connection. Once a test at least ten minutes after the exchange"
          + " finds that the new one works, the one before is forgotten.";
    }
    return "Two access keys are held, "
        + keys.current().accessKeyId()
        + " and, before it, "
        + before.accessKeyId()
        + ": test the connection. Once a test at least ten minutes after the exchange finds that the"
        + " new one works, the one before is forgotten and can be deleted.";
  }
}
