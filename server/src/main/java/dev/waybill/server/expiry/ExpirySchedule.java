package dev.waybill.server.expiry;

import dev.waybill.storage.Authentication;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When notice is given of a secret's end: days before, a day before, and once it has ended. */
public final class ExpirySchedule {
  /** As long before the end; the longest first. */
  private static final List<Duration> BEFORE =
      List.of(Duration.ofDays(14), Duration.ofDays(7), Duration.ofDays(1), Duration.ZERO);

  private ExpirySchedule() {}

  /** When the first notice is due; empty if the secret does not say when it ends. */
  public static Optional<Instant> first(Authentication authentication) {
    return authentication.expiresAt().map(end -> end.minus(BEFORE.getFirst()));
  }

  /**
   * When the one after a notice is due, however many that one was late for; empty after the last.
   */
  public static Optional<Instant> next(Instant end, Instant now) {
    return BEFORE.stream().map(end::minus).filter(due -> due.isAfter(now)).findFirst();
  }
}
