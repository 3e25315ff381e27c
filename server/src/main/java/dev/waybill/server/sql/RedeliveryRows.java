package dev.waybill.server.sql;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.Redelivery;
import dev.waybill.export.RedeliveryId;
import dev.waybill.export.StreamId;
import dev.waybill.integration.IntegrationId;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of redeliveries. One that waits for a worker is RUNNING without a lease. */
final class RedeliveryRows {
  /** Redeliveries with their tenant; conditions follow. */
  static final String SELECT =
      """
      SELECT r.*, c.tenant_id FROM redeliveries r
      JOIN export_configurations c ON c.id = r.configuration_id
      """;

  private RedeliveryRows() {}

  static void insert(Transaction tx, Redelivery redelivery) {
    tx.update(
        """
        INSERT INTO redeliveries (id, configuration_id, stream_id, from_sequence, to_sequence,
          next_sequence, status, attempt, next_attempt_at, place, objects_put, objects_present,
          created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        redelivery.id().value(),
        redelivery.configuration().value(),
        redelivery.stream().value(),
        redelivery.fromSequence(),
        redelivery.toSequence(),
        redelivery.nextSequence(),
        redelivery.status(),
        redelivery.attempt(),
        redelivery.nextAttemptAt(),
        redelivery.place(),
        redelivery.objectsPut(),
        redelivery.objectsPresent(),
        redelivery.createdAt());
  }

  static Optional<Redelivery> find(Transaction tx, RedeliveryId id) {
    return tx.one(RedeliveryRows::redelivery, SELECT + "WHERE r.id = ?", id.value());
  }

  static Optional<Redelivery> find(Transaction tx, TenantId tenant, RedeliveryId id) {
    return tx.one(
        RedeliveryRows::redelivery,
        SELECT + "WHERE r.id = ? AND c.tenant_id = ?",
        id.value(),
        tenant.value());
  }

  /** Those under way that have some of the jobs. */
  static List<Redelivery> overlapping(
      Transaction tx, ConfigurationId configuration, long fromSequence, long toSequence) {
    return tx.all(
        RedeliveryRows::redelivery,
        SELECT
            + """
            WHERE r.configuration_id = ? AND r.status IN ('RUNNING', 'BLOCKED')
              AND r.from_sequence <= ? AND r.to_sequence >= ?
            ORDER BY r.created_at, r.id
            """,
        configuration.value(),
        toSequence,
        fromSequence);
  }

  /** How many of a configuration are under way. */
  static long open(Transaction tx, ConfigurationId configuration) {
    return tx.one(
            row -> row.number("n"),
            """
            SELECT COUNT(*) AS n FROM redeliveries
            WHERE configuration_id = ? AND status IN ('RUNNING', 'BLOCKED')
            """,
            configuration.value())
        .orElseThrow();
  }

  /** Ends what is under way of a configuration that is deleted. */
  static void cancelAll(Transaction tx, ConfigurationId configuration, Instant now) {
    tx.update(
        """
        UPDATE redeliveries SET status = 'CANCELLED', lease_until = NULL, finished_at = ?
        WHERE configuration_id = ? AND status IN ('RUNNING', 'BLOCKED')
        """,
        now,
        configuration.value());
  }

  /** Lets the blocked ones of an integration try again now. */
  static void wake(Transaction tx, TenantId tenant, IntegrationId integration, Instant now) {
    tx.update(
        """
        UPDATE redeliveries SET next_attempt_at = ?
        WHERE status = 'BLOCKED' AND next_attempt_at > ? AND configuration_id IN (
          SELECT id FROM export_configurations
          WHERE integration_id = ? AND tenant_id = ? AND deleted_at IS NULL)
        """,
        now,
        now,
        integration.value(),
        tenant.value());
  }

  static Redelivery redelivery(Row row) {
    return new Redelivery(
        new RedeliveryId(row.uuid("id")),
        new TenantId(row.text("tenant_id")),
        new ConfigurationId(row.uuid("configuration_id")),
        new StreamId(row.uuid("stream_id")),
        row.number("from_sequence"),
        row.number("to_sequence"),
        row.number("next_sequence"),
        row.word("status", Redelivery.Status.class),
        row.integer("attempt"),
        row.time("next_attempt_at"),
        row.text("place"),
        row.number("objects_put"),
        row.number("objects_present"),
        row.optionalText("failure").map(FailureJson::read),
        row.time("created_at"),
        row.optionalTime("finished_at"));
  }
}
