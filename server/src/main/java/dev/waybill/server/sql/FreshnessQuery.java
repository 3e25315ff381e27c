package dev.waybill.server.sql;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.Freshness;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How fresh the exports of a tenant are, derived from the rows of streams and jobs: one query,
 * which finds for each stream its last and its open job by their sequence.
 */
final class FreshnessQuery {
  static final String ALL =
      """
      SELECT c.id, c.next_due_at, s.cursor_position, s.received_through,
        COALESCE(last_job.finished_at, former_job.finished_at) AS last_success_at,
        CASE WHEN open_job.status IN ('PLANNED', 'BLOCKED') THEN open_job.next_attempt_at END
          AS next_attempt_at,
        COALESCE(open_job.failed_attempts, 0) AS failures
      FROM export_configurations c
      JOIN streams s ON s.configuration_id = c.id AND s.kind = 'REGULAR'
      LEFT JOIN export_jobs last_job
        ON last_job.stream_id = s.id AND last_job.sequence = s.next_sequence - 1
      LEFT JOIN export_jobs open_job
        ON open_job.stream_id = s.id AND open_job.sequence = s.next_sequence
      LEFT JOIN streams former ON former.id = s.previous_stream
      LEFT JOIN export_jobs former_job
        ON former_job.stream_id = former.id AND former_job.sequence = former.next_sequence - 1
      WHERE c.tenant_id = ? AND c.deleted_at IS NULL
      """;

  static final String ONE = ALL + " AND c.id = ?";

  private FreshnessQuery() {}

  static Map<ConfigurationId, Freshness> read(Transaction tx, TenantId tenant) {
    return tx
        .all(
            row -> Map.entry(new ConfigurationId(row.uuid("id")), freshness(row)),
            ALL,
            tenant.value())
        .stream()
        .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  static Optional<Freshness> read(Transaction tx, TenantId tenant, ConfigurationId configuration) {
    return tx.one(FreshnessQuery::freshness, ONE, tenant.value(), configuration.value());
  }

  private static Freshness freshness(Row row) {
    return new Freshness(
        new Position(row.number("cursor_position")),
        Instant.ofEpochMilli(row.number("received_through")),
        row.time("next_due_at"),
        row.optionalTime("last_success_at"),
        row.integer("failures"),
        row.optionalTime("next_attempt_at"));
  }
}
