package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.Failure;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A delivery of a range of the past, as far as it has come.
 *
 * @param id its stream's
 * @param done delivered, objects of an unfinished job included
 * @param total what is to be delivered; empty until it was counted
 * @param failure of its unfinished job's last attempt
 * @param nextAttemptAt when its unfinished job is tried again, if it is blocked
 * @param finishedAt when it succeeded or was cancelled
 */
public record Backfill(
    StreamId id,
    BackfillRequest request,
    BackfillStatus status,
    Amount done,
    Optional<Amount> total,
    Optional<Failure> failure,
    Optional<Instant> nextAttemptAt,
    Instant createdAt,
    Optional<Instant> finishedAt) {

  public Backfill {
    requireNonNull(id, "id is null");
    requireNonNull(request, "request is null");
    requireNonNull(status, "status is null");
    requireNonNull(done, "done is null");
    requireNonNull(total, "total is null");
    requireNonNull(failure, "failure is null");
    requireNonNull(nextAttemptAt, "nextAttemptAt is null");
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(finishedAt, "finishedAt is null");
  }

  /**
   * How much of it is done, by bytes: 100 once it has succeeded and never before, empty while that
   * is not known.
   */
  public OptionalInt percent() {
    if (status == BackfillStatus.SUCCEEDED) {
      return OptionalInt.of(100);
    }
    if (total.isEmpty()) {
      return OptionalInt.empty();
    }
    long all = Math.max(1, total.get().bytes());
    return OptionalInt.of((int) Math.clamp(100.0 * done.bytes() / all, 0, 99));
  }
}
