package dev.waybill.server.sql;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.waybill.export.Interval;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Stage;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Counts for metrics; each looks at everything there is, so they are not for every request. */
final class BacklogQueries {
  private BacklogQueries() {}

  static ExportBacklog read(Transaction tx, Instant now) {
    return new ExportBacklog(due(tx, now), running(tx), blocked(tx), standings(tx));
  }

  private static long due(Transaction tx, Instant now) {
    return count(
        tx,
        """
        SELECT COUNT(*) AS n FROM export_configurations
        WHERE enabled = 1 AND job_open = 0 AND deleted_at IS NULL AND next_due_at <= ?
        """,
        now);
  }

  private static long running(Transaction tx) {
    return count(tx, "SELECT COUNT(*) AS n FROM export_jobs WHERE status = 'RUNNING'");
  }

  private static long count(Transaction tx, String sql, Object... values) {
    return tx.one(row -> row.number("n"), sql, values).orElse(0L);
  }

  private static Map<Stage, Long> blocked(Transaction tx) {
    return tx
        .all(
            row -> row.optionalText("failure").map(FailureJson::read).map(Failure::stage),
            """
            SELECT j.failure FROM export_jobs j
            JOIN export_configurations c ON c.id = j.configuration_id
            WHERE j.status = 'BLOCKED' AND c.enabled = 1 AND c.deleted_at IS NULL
            """)
        .stream()
        .flatMap(stage -> stage.stream())
        .collect(groupingBy(stage -> stage, counting()));
  }

  private static List<ExportBacklog.Standing> standings(Transaction tx) {
    return tx.all(
        row ->
            new ExportBacklog.Standing(
                new TenantId(row.text("tenant_id")),
                Interval.valueOf(row.text("tick_interval")),
                new Position(row.number("cursor_position")),
                Instant.ofEpochMilli(row.number("received_through"))),
        """
        SELECT c.tenant_id, c.tick_interval, s.cursor_position, s.received_through
        FROM export_configurations c
        JOIN streams s ON s.configuration_id = c.id AND s.kind = 'REGULAR'
        WHERE c.enabled = 1 AND c.deleted_at IS NULL
        ORDER BY s.received_through
        """);
  }
}
