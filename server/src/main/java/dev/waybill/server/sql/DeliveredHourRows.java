package dev.waybill.server.sql;

import dev.waybill.export.Attempt;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.DeliveredHour;
import dev.waybill.export.Delivery;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What exports delivered by the hour: counted with each job, so that a chart reads few rows. */
final class DeliveredHourRows {
  static final String OF_TENANT =
      """
      SELECT h.hour_at, SUM(h.events) AS events, SUM(h.stored_bytes) AS stored_bytes
      FROM export_configurations c JOIN delivered_hours h ON h.configuration_id = c.id
      WHERE c.tenant_id = ? AND h.hour_at >= ? AND h.hour_at < ?
      GROUP BY h.hour_at ORDER BY h.hour_at
      """;

  static final String OF_CONFIGURATION =
      """
      SELECT h.hour_at, h.events, h.stored_bytes
      FROM export_configurations c JOIN delivered_hours h ON h.configuration_id = c.id
      WHERE c.tenant_id = ? AND c.id = ? AND h.hour_at >= ? AND h.hour_at < ?
      ORDER BY h.hour_at
      """;

  static final String OLD =
      "SELECT configuration_id, hour_at FROM delivered_hours WHERE hour_at < ? ORDER BY hour_at LIMIT ?";

  private DeliveredHourRows() {}

  /** Of a job that succeeds now; of one without events there is nothing to count. */
  static void count(Transaction tx, Attempt attempt, Delivery delivery, Instant now) {
    if (delivery.events() > 0) {
      tx.update(
          """
          INSERT INTO delivered_hours (configuration_id, hour_at, events, stored_bytes)
          SELECT ?, ?, ?, COALESCE(SUM(o.stored_bytes), 0) FROM job_objects o
          WHERE o.job_id = ? AND o.place = ?
          ON CONFLICT (configuration_id, hour_at) DO UPDATE
          SET events = delivered_hours.events + excluded.events,
            stored_bytes = delivered_hours.stored_bytes + excluded.stored_bytes
          """,
          attempt.job().configuration().value(),
          now.truncatedTo(ChronoUnit.HOURS),
          delivery.events(),
          attempt.job().id().value(),
          Fence.place(attempt));
    }
  }

  static List<DeliveredHour> of(Transaction tx, TenantId tenant, Instant from, Instant to) {
    return tx.all(DeliveredHourRows::hour, OF_TENANT, tenant.value(), from, to);
  }

  static List<DeliveredHour> of(
      Transaction tx, TenantId tenant, ConfigurationId configuration, Instant from, Instant to) {
    return tx.all(
        DeliveredHourRows::hour, OF_CONFIGURATION, tenant.value(), configuration.value(), from, to);
  }

  /** Returns whether more may be left to remove. */
  static boolean prune(Transaction tx, Instant before, int limit) {
    int removed =
        tx.update(
            "DELETE FROM delivered_hours WHERE (configuration_id, hour_at) IN (" + OLD + ")",
            before,
            limit);
    return removed == limit;
  }

  private static DeliveredHour hour(Row row) {
    return new DeliveredHour(row.time("hour_at"), row.number("events"), row.number("stored_bytes"));
  }
}
