package dev.waybill.server.sql;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportLedger;
import dev.waybill.export.WaitingWork;
import dev.waybill.export.WorkKind;
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
          ORDER BY last_tick LIMIT ?) AS ahead
        UNION
        SELECT * FROM (
          SELECT id, next_due_at FROM export_configurations
          WHERE ending = 1 AND job_open = 0
          ORDER BY next_due_at LIMIT ?) AS ending) AS found
      ORDER BY next_due_at, id LIMIT ?
      """;

  /** The regular jobs in that state, at their time or put off too far. */
  private static final String WAITING =
      """
      SELECT * FROM (
        SELECT j.id, c.tenant_id, c.id AS configuration_id, j.next_attempt_at FROM export_jobs j
        JOIN export_configurations c ON c.id = j.configuration_id
        JOIN streams s ON s.id = j.stream_id
        WHERE j.status = '%1$s' AND j.next_attempt_at <= ? AND s.kind = 'REGULAR' AND %2$s
        ORDER BY j.next_attempt_at LIMIT ?) AS %1$s_waiting
      UNION ALL
      SELECT * FROM (
        SELECT j.id, c.tenant_id, c.id AS configuration_id, j.next_attempt_at FROM export_jobs j
        JOIN export_configurations c ON c.id = j.configuration_id
        JOIN streams s ON s.id = j.stream_id
        WHERE j.status = '%1$s' AND j.next_attempt_at > ? AND s.kind = 'REGULAR' AND %2$s
        ORDER BY j.next_attempt_at LIMIT ?) AS %1$s_ahead
      """;

  private DueQueries() {}

  static List<ConfigurationId> due(Transaction tx, Instant now, int limit) {
    return tx.all(
        row -> new ConfigurationId(row.uuid("id")), DUE, now, limit, now, limit, limit, limit);
  }

  static List<WaitingWork> runnable(
      Transaction tx,
      WorkKind kind,
      Instant now,
      Instant leaseEndedBefore,
      Set<TenantId> except,
      int limit) {
    Instant tooFar = now.plus(ExportLedger.FARTHEST_AHEAD);
    List<Object> left = List.copyOf(except.stream().map(TenantId::value).toList());
    List<Object> values = new ArrayList<>();
    switch (kind) {
      case FRESH -> {
        addAll(values, List.of(now), left, limit);
        addAll(values, List.of(tooFar), left, limit);
      }
      case RETRY -> {
        addAll(values, List.of(now), left, limit);
        addAll(values, List.of(tooFar), left, limit);
        addAll(values, List.of(leaseEndedBefore), left, limit);
        addAll(values, List.of(tooFar), left, limit);
      }
      case EXTRA -> addAll(values, List.of(now, tooFar, leaseEndedBefore, tooFar), left, limit);
    }
    values.add(limit);
    return tx.all(DueQueries::waiting, runnable(kind, left.size()), values.toArray());
  }

  private static void addAll(
      List<Object> values, List<Object> bounds, List<Object> left, int limit) {
    values.addAll(bounds);
    values.addAll(left);
    values.add(limit);
  }

  static String runnable(WorkKind kind, int except) {
    String mayRun =
        "(c.enabled = 1 OR j.requested = 1)"
            + (except == 0 ? "" : " AND c.tenant_id NOT IN " + marks(except));
    String found =
        switch (kind) {
          case FRESH -> WAITING.formatted("PLANNED", mayRun);
          case RETRY -> WAITING.formatted("BLOCKED", mayRun) + "UNION ALL\n" + lost(mayRun);
          case EXTRA -> backfills(mayRun);
        };
    return "SELECT * FROM (" + found + ") AS found ORDER BY next_attempt_at, id LIMIT ?";
  }

  /** The regular jobs whose attempt was lost: its lease ended, or is longer than any. */
  private static String lost(String mayRun) {
    return """
        SELECT * FROM (
          SELECT j.id, c.tenant_id, c.id AS configuration_id, j.next_attempt_at FROM export_jobs j
          JOIN export_configurations c ON c.id = j.configuration_id
          JOIN streams s ON s.id = j.stream_id
          WHERE j.status = 'RUNNING' AND j.lease_until < ? AND s.kind = 'REGULAR' AND %1$s
          ORDER BY j.lease_until LIMIT ?) AS lost
        UNION ALL
        SELECT * FROM (
          SELECT j.id, c.tenant_id, c.id AS configuration_id, j.next_attempt_at FROM export_jobs j
          JOIN export_configurations c ON c.id = j.configuration_id
          JOIN streams s ON s.id = j.stream_id
          WHERE j.status = 'RUNNING' AND j.lease_until > ? AND s.kind = 'REGULAR' AND %1$s
          ORDER BY j.lease_until LIMIT ?) AS leased_ahead
        """
        .formatted(mayRun);
  }

  /**
   * There are few backfills at a time: each is looked at. Those of detached configurations stay
   * requested, as no regular job does.
   */
  private static String backfills(String mayRun) {
    return """
        SELECT * FROM (
          SELECT j.id, c.tenant_id, c.id AS configuration_id, j.next_attempt_at FROM backfills b
          JOIN export_jobs j ON j.stream_id = b.stream_id
            AND j.status IN ('PLANNED', 'RUNNING', 'BLOCKED')
          JOIN export_configurations c ON c.id = j.configuration_id
          WHERE b.status = 'RUNNING'
            AND (j.status = 'RUNNING' OR j.next_attempt_at <= ? OR j.next_attempt_at > ?)
            AND (j.lease_until IS NULL OR j.lease_until < ? OR j.lease_until > ?) AND %s AND %s
          ORDER BY j.next_attempt_at LIMIT ?) AS backfill_jobs
        """
        .formatted(mayRun, Detached.NOT);
  }

  /** A row with what all kinds of work have. */
  static WaitingWork waiting(Row row) {
    return new WaitingWork(
        row.uuid("id"),
        new TenantId(row.text("tenant_id")),
        new ConfigurationId(row.uuid("configuration_id")),
        row.time("next_attempt_at"));
  }

  static String marks(int count) {
    return Stream.generate(() -> "?").limit(count).collect(Collectors.joining(", ", "(", ")"));
  }
}
