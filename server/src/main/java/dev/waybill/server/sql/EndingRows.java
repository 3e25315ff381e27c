package dev.waybill.server.sql;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportJob;
import dev.waybill.export.StreamKind;
import java.time.Instant;

/** Configurations that are deleted, and whose regular streams have not ended yet. */
final class EndingRows {
  private EndingRows() {}

  /**
   * Whatever is unfinished of the regular stream is attempted now, as if it were asked for;
   * backfills and redeliveries are cancelled. That of a detached one has ended: there is no place
   * where it could go on.
   */
  static void begin(Transaction tx, ConfigurationId id, Instant now) {
    boolean detached = Detached.is(tx, id);
    tx.update(
        """
        UPDATE export_configurations SET deleted_at = ?, ending = 1, next_due_at = ?
        WHERE id = ? AND deleted_at IS NULL
        """,
        now,
        now,
        id.value());
    tx.update(
        """
        UPDATE export_jobs SET requested = 1, next_attempt_at = ?
        WHERE configuration_id = ? AND kind = 'REGULAR'
          AND status IN ('PLANNED', 'RUNNING', 'BLOCKED')
        """,
        now,
        id.value());
    JobRows.cancelBackfills(tx, id, now);
    BackfillRows.cancelAll(tx, id, now);
    RedeliveryRows.cancelAll(tx, id, now);
    if (detached) {
      end(tx, id, now);
    }
  }

  /** Ends the stream if it has come to its end. */
  static void committed(Transaction tx, ExportJob job, Instant now) {
    if (tx.exists(
        "SELECT 1 FROM export_configurations WHERE id = ? AND ending = 1 AND end_position <= ?",
        job.configuration().value(),
        job.range().to().value())) {
      end(tx, job.configuration(), now);
    }
  }

  /** Ends the stream where it stands. */
  static void failed(Transaction tx, ExportJob job, Instant now) {
    if (job.kind() == StreamKind.REGULAR
        && tx.exists(
            "SELECT 1 FROM export_configurations WHERE id = ? AND ending = 1",
            job.configuration().value())) {
      end(tx, job.configuration(), now);
    }
  }

  /** Ends all of them where they stand. */
  static void endAll(Transaction tx, Instant now) {
    tx.all(
            row -> new ConfigurationId(row.uuid("id")),
            "SELECT id FROM export_configurations WHERE ending = 1")
        .forEach(id -> end(tx, id, now));
  }

  /** Nothing more is delivered: what it needed goes. */
  private static void end(Transaction tx, ConfigurationId id, Instant now) {
    tx.update("UPDATE export_configurations SET ending = 0, job_open = 0 WHERE id = ?", id.value());
    JobRows.cancelUnfinished(tx, id, now);
    Pruning.keepNone(tx, id);
    IntegrationRows.forgetSecret(tx, id);
  }
}
