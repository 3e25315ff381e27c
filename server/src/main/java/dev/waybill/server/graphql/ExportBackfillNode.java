package dev.waybill.server.graphql;

import dev.waybill.export.Amount;
import dev.waybill.export.Backfill;
import dev.waybill.export.BackfillRequest;
import dev.waybill.export.BackfillStatus;
import dev.waybill.fault.Failure;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** The schema's {@code ExportBackfill}. */
record ExportBackfillNode(
    String id,
    String configurationId,
    BackfillStatus status,
    String from,
    String to,
    Optional<String> prefix,
    Progress events,
    Progress bytes,
    OptionalInt percent,
    Optional<Failure> failure,
    Optional<String> nextAttemptAt,
    String createdAt,
    Optional<String> finishedAt) {
  /** The schema's {@code BackfillProgress}. */
  record Progress(long done, Optional<Long> total) {}

  static ExportBackfillNode of(Backfill backfill) {
    BackfillRequest request = backfill.request();
    return new ExportBackfillNode(
        backfill.id().toString(),
        request.configuration().toString(),
        backfill.status(),
        Instant.ofEpochMilli(request.receivedFrom() + 1).toString(),
        Instant.ofEpochMilli(request.receivedThrough() + 1).toString(),
        Optional.of(request.prefix().value()).filter(prefix -> !prefix.isEmpty()),
        new Progress(backfill.done().events(), backfill.total().map(Amount::events)),
        new Progress(backfill.done().bytes(), backfill.total().map(Amount::bytes)),
        backfill.percent(),
        backfill.failure(),
        backfill.nextAttemptAt().map(Instant::toString),
        backfill.createdAt().toString(),
        backfill.finishedAt().map(Instant::toString));
  }
}
