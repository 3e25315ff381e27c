package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import java.time.Instant;
import java.util.Optional;

/** A backfill of {@link InMemoryBackfills}. */
final class BackfillRow {
  final StreamId id;
  final BackfillRequest request;
  final Instant createdAt;

  BackfillStatus status = BackfillStatus.RUNNING;
  Stream stream;
  Amount committed = Amount.NONE;
  Optional<Amount> total = Optional.empty();
  Optional<Instant> finishedAt = Optional.empty();

  BackfillRow(StreamId id, BackfillRequest request, long heldSince, Instant createdAt) {
    this.id = id;
    this.request = request;
    this.createdAt = createdAt;
    this.stream =
        new Stream(id, request.configuration(), request.range().from(), heldSince, 1, 1, createdAt);
  }

  /** A copy with another stream. */
  BackfillRow as(StreamId other, Stream from) {
    BackfillRow copy = new BackfillRow(other, request, from.receivedThrough(), createdAt);
    copy.status = status;
    copy.stream = from;
    copy.committed = committed;
    copy.total = total;
    copy.finishedAt = finishedAt;
    return copy;
  }

  /** What it delivers, or may have put. */
  Range reserved(Optional<JobRow> unfinishedOrCancelled) {
    Position to =
        status == BackfillStatus.CANCELLED
            ? unfinishedOrCancelled
                .filter(job -> job.heldFrom.isPresent())
                .map(job -> job.planned.range().to())
                .orElse(stream.cursor())
            : request.range().to();
    return new Range(request.range().from(), to);
  }

  Backfill toBackfill(Optional<JobRow> open, Amount put) {
    Optional<Failure> failure = open.flatMap(job -> job.failure);
    return new Backfill(
        id,
        request,
        status,
        committed.plus(put),
        total,
        failure,
        open.filter(job -> job.status == JobStatus.BLOCKED).map(job -> job.nextAttemptAt),
        createdAt,
        finishedAt);
  }
}
