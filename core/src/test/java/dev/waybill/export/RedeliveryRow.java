package dev.waybill.export;

import dev.waybill.fault.Failure;
import java.time.Instant;
import java.util.Optional;

/** A redelivery of {@link InMemoryRedeliveries}. */
final class RedeliveryRow {
  private final Redelivery accepted;

  Redelivery.Status status;
  int attempt;
  long nextSequence;
  long put;
  long present;
  Instant nextAttemptAt;
  Optional<Instant> leaseUntil = Optional.empty();
  Optional<Failure> failure = Optional.empty();
  Optional<Instant> finishedAt = Optional.empty();

  RedeliveryRow(Redelivery accepted) {
    this.accepted = accepted;
    this.status = accepted.status();
    this.nextSequence = accepted.nextSequence();
    this.nextAttemptAt = accepted.nextAttemptAt();
  }

  boolean runnable(Instant now, Instant leaseEndedBefore) {
    return status.isOpen()
        && leaseUntil
            .map(until -> until.isBefore(leaseEndedBefore) || isTooFar(until, now))
            .orElseGet(() -> !nextAttemptAt.isAfter(now) || isTooFar(nextAttemptAt, now));
  }

  private static boolean isTooFar(Instant time, Instant now) {
    return time.isAfter(now.plus(ExportLedger.FARTHEST_AHEAD));
  }

  void finish(Redelivery.Status how, Instant now) {
    status = how;
    leaseUntil = Optional.empty();
    finishedAt = Optional.of(now);
  }

  void giveBack(Instant now) {
    leaseUntil = Optional.empty();
    nextAttemptAt = now;
  }

  Redelivery toRedelivery() {
    return new Redelivery(
        accepted.id(),
        accepted.tenant(),
        accepted.configuration(),
        accepted.stream(),
        accepted.fromSequence(),
        accepted.toSequence(),
        nextSequence,
        status,
        attempt,
        nextAttemptAt,
        accepted.place(),
        put,
        present,
        failure,
        accepted.createdAt(),
        finishedAt);
  }
}
