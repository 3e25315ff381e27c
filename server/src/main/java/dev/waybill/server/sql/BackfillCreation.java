package dev.waybill.server.sql;

import dev.waybill.export.Backfill;
import dev.waybill.export.BackfillRequest;
import dev.waybill.export.BackfillStatus;
import dev.waybill.export.BackfillStreamId;
import dev.waybill.export.Backfills;
import dev.waybill.export.Backfills.Creation;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.StreamId;
import dev.waybill.log.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Creates backfills, each once, or goes on with those that were cancelled. */
final class BackfillCreation {
  /**
   * What a backfill delivers, or, if it was cancelled, may have put. After a restore the stream
   * that took an unfinished one's place counts, not the former one. A range without events overlaps
   * none.
   */
  private static final String OVERLAPPING =
      """
      SELECT b.stream_id FROM backfills b
      JOIN streams s ON s.id = b.stream_id
      WHERE b.configuration_id = ? AND b.path_prefix = ? AND b.stream_id <> ?
        AND s.start_position < ?
        AND ? < CASE WHEN b.status <> 'CANCELLED' THEN b.range_to
          ELSE COALESCE((SELECT j.range_to FROM export_jobs j
            WHERE j.stream_id = b.stream_id AND j.sequence = s.next_sequence AND j.started = 1),
            s.cursor_position) END
        AND s.start_position < b.range_to
      ORDER BY b.created_at, b.stream_id LIMIT 1
      """;

  private BackfillCreation() {}

  static Creation create(Transaction tx, BackfillRequest request, long heldSince, Instant now) {
    Optional<ExportConfiguration> configuration =
        ConfigurationRows.find(tx, request.tenant(), request.configuration());
    if (configuration.isEmpty()) {
      return new Creation.NotFound();
    }
    if (Detached.is(tx, request.configuration())) {
      return new Creation.Detached();
    }
    Optional<Backfill> same = same(tx, request);
    if (same.isPresent()) {
      return goOn(tx, same.get(), now);
    }
    if (configuration.get().revision() != request.settings().revision()) {
      return new Creation.Outdated();
    }
    Optional<Creation> refused =
        afterStart(tx, request)
            .or(() -> trimmed(tx, request))
            .or(() -> overlapping(tx, request, ""))
            .or(() -> tooMany(tx, request));
    return refused.orElseGet(() -> store(tx, request, heldSince, now));
  }

  /** A stream that a restore replaced is none to go on with. */
  private static Optional<Backfill> same(Transaction tx, BackfillRequest request) {
    List<Backfill> found =
        tx.all(
            BackfillRows::backfill,
            BackfillRows.SELECT
                + """
                WHERE b.configuration_id = ? AND b.path_prefix = ? AND s.start_received = ?
                  AND b.received_to = ? AND s.kind = 'BACKFILL'
                ORDER BY b.created_at DESC, b.stream_id DESC
                """,
            request.configuration().value(),
            request.prefix().value(),
            request.receivedFrom(),
            request.receivedThrough());
    return found.stream()
        .filter(backfill -> backfill.request().asksForTheSameAs(request))
        .findFirst();
  }

  private static Creation goOn(Transaction tx, Backfill same, Instant now) {
    if (same.status() != BackfillStatus.CANCELLED) {
      return new Creation.Done(same);
    }
    String id = same.id().toString();
    return overlapping(tx, same.request(), id)
        .or(() -> tooMany(tx, same.request()))
        .orElseGet(
            () -> {
              reopen(tx, same.id(), now);
              ExportActs.started(tx, same);
              return new Creation.Done(BackfillRows.get(tx, same.id()));
            });
  }

  /**
   * The very job goes on, whose objects are named already; its next attempt has the next number.
   */
  private static void reopen(Transaction tx, StreamId id, Instant now) {
    boolean open =
        tx.changed(
            JobClaim.REOPEN
                + ", finished_at = NULL, kept = 0 WHERE stream_id = ? AND status = 'CANCELLED'",
            now,
            id.value());
    tx.update(
        """
        UPDATE backfills SET status = 'RUNNING', job_open = ?, finished_at = NULL
        WHERE stream_id = ?
        """,
        open,
        id.value());
  }

  private static Optional<Creation> afterStart(Transaction tx, BackfillRequest request) {
    if (!request.prefix().value().isEmpty()) {
      return Optional.empty();
    }
    return tx.one(
            row -> row.number("start_received"),
            """
            SELECT start_received FROM streams WHERE configuration_id = ? AND kind = 'REGULAR'
              AND (start_received < ? OR start_position < ?)
            """,
            request.configuration().value(),
            request.receivedThrough(),
            request.range().to().value())
        .map(Creation.AfterStart::new);
  }

  private static Optional<Creation> trimmed(Transaction tx, BackfillRequest request) {
    return tx.one(
            row -> new Position(row.number("retained_from")),
            "SELECT retained_from FROM tenants WHERE id = ? AND retained_from > ?",
            request.tenant().value(),
            request.range().from().value())
        .map(Creation.Trimmed::new);
  }

  /**
   * @param except the stream that asks, if there is one
   */
  private static Optional<Creation> overlapping(
      Transaction tx, BackfillRequest request, String except) {
    if (request.range().isEmpty()) {
      return Optional.empty();
    }
    return tx.one(
            row -> new StreamId(row.uuid("stream_id")),
            OVERLAPPING,
            request.configuration().value(),
            request.prefix().value(),
            except,
            request.range().to().value(),
            request.range().from().value())
        .map(other -> new Creation.Overlaps(BackfillRows.get(tx, other)));
  }

  private static Optional<Creation> tooMany(Transaction tx, BackfillRequest request) {
    return BackfillRows.running(tx, request.configuration()) < Backfills.MOST_OPEN
        ? Optional.empty()
        : Optional.of(new Creation.TooMany());
  }

  private static Creation store(
      Transaction tx, BackfillRequest request, long heldSince, Instant now) {
    StreamId id = freeId(tx, request);
    GivenNames.give(tx, id);
    BackfillRows.insert(tx, id, request, heldSince, now);
    Backfill stored = BackfillRows.get(tx, id);
    ExportActs.started(tx, stored);
    return new Creation.Done(stored);
  }

  /** Derived, and never given before. */
  static StreamId freeId(Transaction tx, BackfillRequest request) {
    String incarnation = Incarnations.current(tx).name();
    int counter = 0;
    StreamId id = BackfillStreamId.derive(request, incarnation, counter);
    while (!GivenNames.isFree(tx, id)) {
      counter++;
      id = BackfillStreamId.derive(request, incarnation, counter);
    }
    return id;
  }
}
