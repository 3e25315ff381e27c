package dev.waybill.server.sql;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportLedger;
import dev.waybill.export.JobId;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be done now. Each part of a query walks one partial index in order and stops at the
 * limit, however many configurations there are.
 */
final class DueQueries {
  static final String DUE =
      """
      SELECT id FROM (
        SELECT * FROM (
          SELECT id, next_due_at FROM export_configurations
          WHERE enabled = 1 AND job_open = 0 AND deleted_at IS NULL AND next_due_at <= ?
          ORDER BY next_due_at LIMIT ?) AS overdue
        UNION
        SELECT * FROM (
          SELECT id, next_due_at FROM export_configurations
          WHERE enabled = 1 AND job_open = 0 AND deleted_at IS NULL AND last_tick > ?
          ORDER BY last_tick LIMIT ?) AS ahead) AS found
      ORDER BY next_due_at, id LIMIT ?
      """;

  private static final String MAY_RUN = "(c.enabled = 1 OR j.requested = 1)";

  private DueQueries() {}

  static List<ConfigurationId> due(Transaction tx, Instant now, int limit) {
    return tx.all(row -> new ConfigurationId(row.uuid("id")), DUE, now, limit, now, limit, limit);
  }

  static List<JobId> runnable(
      Transaction tx, Instant now, Instant leaseEndedBefore, Set<TenantId> except, int limit) {
    List<String> left = except.stream().map(TenantId::value).toList();
    List<Object> values = new ArrayList<>();
    for (Instant bound : List.of(now, now.plus(ExportLedger.FARTHEST_ATTEMPT), leaseEndedBefore)) {
      values.add(bound);
      values.addAll(left);
      values.add(limit);
    }
    values.add(limit);
    return tx.all(row -> new JobId(row.uuid("id")), runnable(left.size()), values.toArray());
  }

  static String runnable(int except) {
    String mayRun = MAY_RUN + (except == 0 ? "" : " AND c.tenant_id NOT IN " + marks(except));
    return """
        SELECT id FROM (
          SELECT * FROM (
            SELECT j.id, j.next_attempt_at FROM export_jobs j
            JOIN export_configurations c ON c.id = j.configuration_id
            WHERE j.status IN ('PLANNED', 'BLOCKED') AND j.next_attempt_at <= ? AND %1$s
            ORDER BY j.next_attempt_at LIMIT ?) AS waiting
          UNION ALL
          SELECT * FROM (
            SELECT j.id, j.next_attempt_at FROM export_jobs j
            JOIN export_configurations c ON c.id = j.configuration_id
            WHERE j.status IN ('PLANNED', 'BLOCKED') AND j.next_attempt_at > ? AND %1$s
            ORDER BY j.next_attempt_at LIMIT ?) AS ahead
          UNION ALL
          SELECT * FROM (
            SELECT j.id, j.next_attempt_at FROM export_jobs j
            JOIN export_configurations c ON c.id = j.configuration_id
            WHERE j.status = 'RUNNING' AND j.lease_until < ? AND %1$s
            ORDER BY j.lease_until LIMIT ?) AS leased) AS found
        ORDER BY next_attempt_at, id LIMIT ?
        """
        .formatted(mayRun);
  }

  static String marks(int count) {
    return Stream.generate(() -> "?").limit(count).collect(Collectors.joining(", ", "(", ")"));
  }
}
