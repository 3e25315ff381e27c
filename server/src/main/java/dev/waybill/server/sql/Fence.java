package dev.waybill.server.sql;

import dev.waybill.export.Attempt;
import java.util.Arrays;

/** The conditions under which an attempt may change its job's row. */
final class Fence {
  /** The attempt is the job's current one. */
  static final String CURRENT = " WHERE id = ? AND attempt = ? AND status = 'RUNNING'";

  /** And the configuration's location is still the attempt's; a detached one has none. */
  static final String AT_ITS_PLACE =
      CURRENT
          + """
           AND EXISTS (
            SELECT 1 FROM export_configurations c
            JOIN storage_integrations i ON i.id = c.integration_id
            WHERE c.id = export_jobs.configuration_id AND i.place = ?
              AND (i.deleted_at IS NULL OR c.ending = 1))
          """;

  private Fence() {}

  static boolean isAtItsPlace(Transaction tx, Attempt attempt) {
    return tx.exists("SELECT 1 FROM export_jobs" + AT_ITS_PLACE, atItsPlace(attempt));
  }

  /** Values for {@link #CURRENT}, after those of the statement's own. */
  static Object[] current(Attempt attempt, Object... before) {
    return append(before, attempt.job().id().value(), attempt.job().attempt());
  }

  /** Values for {@link #AT_ITS_PLACE}, after those of the statement's own. */
  static Object[] atItsPlace(Attempt attempt, Object... before) {
    return append(current(attempt, before), place(attempt));
  }

  static String place(Attempt attempt) {
    return attempt.integration().location().toString();
  }

  static Object[] append(Object[] before, Object... after) {
    Object[] all = Arrays.copyOf(before, before.length + after.length);
    System.arraycopy(after, 0, all, before.length, after.length);
    return all;
  }
}
