package dev.waybill.server.sql;

import dev.waybill.export.ExportJob;
import dev.waybill.log.Position;
import java.time.Instant;

/** Stores jobs of regular streams, if they are what comes next there. */
final class JobPlan {
  /** The configuration is as the job takes it, and its stream stands where the job begins. */
  private static final String FOLLOWS =
      """
       WHERE id = ? AND tenant_id = ? AND revision = ? AND job_open = 0 AND EXISTS (
          SELECT 1 FROM streams s
          WHERE s.id = ? AND s.configuration_id = export_configurations.id
            AND s.cursor_position = ? AND s.received_through = ?
            AND s.next_sequence = ? AND s.next_ordinal = ?)
      """;

  private JobPlan() {}

  static boolean plan(
      Transaction tx, ExportJob job, Instant lastTick, Instant nextDue, Instant now) {
    boolean follows =
        tx.changed(
            "UPDATE export_configurations SET job_open = 1, last_tick = ?, next_due_at = ?"
                + FOLLOWS
                + " AND deleted_at IS NULL",
            follows(job, lastTick, nextDue));
    return insertIf(follows, tx, job, now);
  }

  /** The end stays where it was first set. */
  static boolean planEnding(Transaction tx, ExportJob job, Position end, Instant now) {
    boolean follows =
        tx.changed(
            """
            UPDATE export_configurations
            SET job_open = 1, next_due_at = ?, end_position = COALESCE(end_position, ?)
            """
                + FOLLOWS
                + " AND ending = 1",
            follows(job, now, end.value()));
    return insertIf(follows, tx, job, now);
  }

  private static Object[] follows(ExportJob job, Object... before) {
    return Fence.append(
        before,
        job.configuration().value(),
        job.tenant().value(),
        job.settings().revision(),
        job.stream().value(),
        job.range().from().value(),
        job.receivedFrom(),
        job.sequence(),
        job.firstOrdinal());
  }

  private static boolean insertIf(boolean follows, Transaction tx, ExportJob job, Instant now) {
    if (follows) {
      JobRows.insert(tx, job, now);
    }
    return follows;
  }
}
