package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.BackfillRequest;
import dev.waybill.export.StreamId;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Lets streams go on under new ids after a restore: what they delivered after the backup was made
 * is not known, so that none of their names may be given again. Those of exports that were deleted
 * end where they stand: the original has ended them since, or was about to.
 */
final class StreamSuccession {
  private final Transaction tx;
  private final Instant now;
  private final Supplier<UUID> ids;

  StreamSuccession(Transaction tx, Instant now, Supplier<UUID> ids) {
    this.tx = requireNonNull(tx, "tx is null");
    this.now = requireNonNull(now, "now is null");
    this.ids = requireNonNull(ids, "ids is null");
  }

  void replaceAll() {
    EndingRows.endAll(tx, now);
    for (StreamId former :
        tx.all(
            row -> new StreamId(row.uuid("id")),
            """
            SELECT s.id FROM streams s
            JOIN export_configurations c ON c.id = s.configuration_id
            WHERE s.kind = 'REGULAR' AND c.deleted_at IS NULL ORDER BY s.id
            """)) {
      replaceRegular(former);
    }
    for (BackfillRequestOf former :
        tx.all(
            row ->
                new BackfillRequestOf(
                    new StreamId(row.uuid("stream_id")), BackfillRows.backfill(row).request()),
            BackfillRows.SELECT + "WHERE b.status <> 'SUCCEEDED' ORDER BY b.stream_id")) {
      replaceBackfill(former);
    }
    tx.update(
        """
        UPDATE redeliveries SET status = 'CANCELLED', lease_until = NULL, finished_at = ?
        WHERE status IN ('RUNNING', 'BLOCKED')
        """,
        now);
  }

  private record BackfillRequestOf(StreamId stream, BackfillRequest request) {}

  /** A job that was cancelled had its tick: the next may be planned at once. */
  private void replaceRegular(StreamId former) {
    succeed(former, newId(), "REGULAR");
    tx.update(
        """
        UPDATE export_configurations SET next_due_at = ?, job_open = 0
        WHERE job_open = 1 AND id = (SELECT s.configuration_id FROM streams s WHERE s.id = ?)
        """,
        now,
        former.value());
  }

  /** The very backfill goes on; only its stream is another. */
  private void replaceBackfill(BackfillRequestOf backfill) {
    StreamId successor = BackfillCreation.freeId(tx, backfill.request());
    succeed(backfill.stream(), successor, "BACKFILL");
    tx.update(
        "UPDATE backfills SET stream_id = ?, job_open = 0 WHERE stream_id = ?",
        successor.value(),
        backfill.stream().value());
  }

  /** The start stays: it says from where on the streams of the configuration have delivered. */
  private void succeed(StreamId former, StreamId successor, String kind) {
    JobRows.cancelUnfinished(tx, former, now);
    tx.update("UPDATE streams SET kind = 'FORMER' WHERE id = ?", former.value());
    GivenNames.give(tx, successor);
    tx.update(
        """
        INSERT INTO streams (id, configuration_id, kind, prefix, cursor_position, received_through,
          next_sequence, next_ordinal, start_position, start_received, previous_stream)
        SELECT ?, configuration_id, ?, ?, cursor_position, received_through, 1, 1, start_position,
          start_received, id
        FROM streams WHERE id = ?
        """,
        successor.value(),
        kind,
        successor.prefix(),
        former.value());
  }

  private StreamId newId() {
    StreamId id = new StreamId(ids.get());
    while (!GivenNames.isFree(tx, id)) {
      id = new StreamId(ids.get());
    }
    return id;
  }
}
