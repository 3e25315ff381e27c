package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the regular stream of a configuration has come, and how it goes.
 *
 * @param cursor everything below it is delivered, suppressed or expired
 * @param receivedThrough the time of receipt that belongs to it
 * @param nextJobAt when the next job is planned, if the configuration is enabled and no job is
 *     unfinished then; in the past while it is behind
 * @param lastSuccessAt when its last job was delivered; empty before the first
 * @param consecutiveFailures attempts that failed since then
 * @param nextAttemptAt when the unfinished job is attempted next; empty if there is none, or an
 *     attempt is under way
 */
public record Freshness(
    Position cursor,
    Instant receivedThrough,
    Instant nextJobAt,
    Optional<Instant> lastSuccessAt,
    int consecutiveFailures,
    Optional<Instant> nextAttemptAt) {
  public Freshness {
    requireNonNull(cursor, "cursor is null");
    requireNonNull(receivedThrough, "receivedThrough is null");
    requireNonNull(nextJobAt, "nextJobAt is null");
    requireNonNull(lastSuccessAt, "lastSuccessAt is null");
    requireNonNull(nextAttemptAt, "nextAttemptAt is null");
  }

  /** How old the newest of what may be missing from the storage is; zero if the clock went back. */
  public Duration lag(Instant now) {
    Duration lag = Duration.between(receivedThrough, now);
    return lag.isNegative() ? Duration.ZERO : lag;
  }
}
