package dev.waybill.server.sql;

import dev.waybill.export.Attempt;
import dev.waybill.export.PinnedSettings;
import dev.waybill.log.Position;
import dev.waybill.manifest.KeyId;

/** What is committed before an attempt's first put. */
final class JobStart {
  private static final String OF_THE_PRESENT_REVISION =
      """
      (kind = 'BACKFILL' OR EXISTS (
        SELECT 1 FROM export_configurations c
        WHERE c.id = export_jobs.configuration_id AND c.revision = ?))
      """;

  /** Retention has given up nothing of the range from where the attempt has it. */
  private static final String ABOVE_THE_MARK =
      """
      (range_to <= ? OR NOT EXISTS (
        SELECT 1 FROM export_configurations c JOIN tenants t ON t.id = c.tenant_id
        WHERE c.id = export_jobs.configuration_id AND t.retained_from > ?))
      """;

  private JobStart() {}

  static boolean start(
      Transaction tx, Attempt attempt, PinnedSettings settings, KeyId key, Position heldFrom) {
    boolean started =
        tx.changed(
            """
            UPDATE export_jobs
            SET signing_key = COALESCE(signing_key, ?),
              settings = CASE WHEN started = 1 OR kind = 'BACKFILL' THEN settings ELSE ? END,
              held_from = CASE WHEN started = 1 THEN held_from ELSE ? END,
              started = 1
            """
                + Fence.AT_ITS_PLACE
                + " AND (started = 1 OR ("
                + OF_THE_PRESENT_REVISION
                + " AND "
                + ABOVE_THE_MARK
                + "))",
            Fence.append(
                Fence.atItsPlace(
                    attempt, key.value(), SettingsJson.write(settings), heldFrom.value()),
                settings.revision(),
                heldFrom.value(),
                heldFrom.value()));
    if (started) {
      AttemptRows.mayLeaveObjects(tx, attempt);
    }
    return started;
  }
}
