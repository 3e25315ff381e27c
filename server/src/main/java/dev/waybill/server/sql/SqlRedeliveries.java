package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.RedeliverableJobs;
import dev.waybill.export.Redeliveries;
import dev.waybill.export.Redelivery;
import dev.waybill.export.RedeliveryId;
import dev.waybill.export.RedeliveryRequest;
import dev.waybill.export.StreamId;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SqlRedeliveries implements Redeliveries {
  private final Database database;

  SqlRedeliveries(Database database) {
    this.database = requireNonNull(database, "database is null");
  }

  /** Where a configuration delivers. */
  private record Target(StreamId stream, String place) {}

  @Override
  public Answer request(RedeliveryRequest request) {
    return database.write(
        tx ->
            target(tx, request.tenant(), request.configuration())
                .map(target -> request(tx, request, target))
                .orElseGet(Answer.NotFound::new));
  }

  private static Answer request(Transaction tx, RedeliveryRequest request, Target target) {
    if (Detached.is(tx, request.configuration())) {
      return new Answer.Detached();
    }
    Optional<Answer> other =
        RedeliveryRows.overlapping(
                tx, request.configuration(), request.fromSequence(), request.toSequence())
            .stream()
            .map(request::underWay)
            .findFirst();
    return other
        .or(() -> jobs(tx, request, target).refusal(request))
        .or(() -> request.tooMany(RedeliveryRows.open(tx, request.configuration())))
        .orElseGet(() -> insert(tx, request.accepted(target.stream(), target.place())));
  }

  private static Answer insert(Transaction tx, Redelivery redelivery) {
    RedeliveryRows.insert(tx, redelivery);
    ExportActs.started(tx, redelivery);
    return new Answer.Accepted(redelivery);
  }

  private static Optional<Target> target(Transaction tx, TenantId tenant, ConfigurationId id) {
    return tx.one(
        row -> new Target(new StreamId(row.uuid("id")), row.text("place")),
        """
        SELECT s.id, i.place FROM export_configurations c
        JOIN storage_integrations i ON i.id = c.integration_id
        JOIN streams s ON s.configuration_id = c.id AND s.kind = 'REGULAR'
        WHERE c.id = ? AND c.tenant_id = ? AND c.deleted_at IS NULL
        """,
        id.value(),
        tenant.value());
  }

  private static RedeliverableJobs jobs(Transaction tx, RedeliveryRequest request, Target target) {
    return tx.one(
            row ->
                new RedeliverableJobs(
                    row.number("first"),
                    row.number("last"),
                    row.number("gone") + 1,
                    elsewhere(tx, request, target)),
            """
            SELECT MIN(j.sequence) AS first, MAX(j.sequence) AS last,
              MAX(CASE WHEN d.events > 0 AND j.held_from < ? THEN j.sequence ELSE 0 END)
                AS gone
            FROM export_jobs j JOIN deliveries d ON d.job_id = j.id
            WHERE j.stream_id = ? AND j.status = 'SUCCEEDED'
            """,
            request.heldFrom().value(),
            target.stream().value())
        .orElseThrow();
  }

  private static List<Long> elsewhere(Transaction tx, RedeliveryRequest request, Target target) {
    return tx.all(
        row -> row.number("sequence"),
        """
        SELECT sequence FROM export_jobs
        WHERE stream_id = ? AND status = 'SUCCEEDED' AND sequence BETWEEN ? AND ? AND place <> ?
        ORDER BY sequence LIMIT ?
        """,
        target.stream().value(),
        request.fromSequence(),
        request.toSequence(),
        target.place(),
        RedeliverableJobs.MOST_NAMED + 1);
  }

  @Override
  public Optional<Redelivery> find(TenantId tenant, RedeliveryId id) {
    return database.read(tx -> RedeliveryRows.find(tx, tenant, id));
  }

  @Override
  public List<Redelivery> list(
      TenantId tenant, ConfigurationId configuration, int limit, Optional<RedeliveryId> after) {
    return database.read(
        tx ->
            after
                .map(last -> page(tx, tenant, configuration, limit, last))
                .orElseGet(() -> firstPage(tx, tenant, configuration, limit)));
  }

  private static List<Redelivery> firstPage(
      Transaction tx, TenantId tenant, ConfigurationId configuration, int limit) {
    return tx.all(
        RedeliveryRows::redelivery,
        RedeliveryRows.SELECT
            + """
            WHERE r.configuration_id = ? AND c.tenant_id = ?
            ORDER BY r.created_at DESC, r.id DESC LIMIT ?
            """,
        configuration.value(),
        tenant.value(),
        limit);
  }

  private static List<Redelivery> page(
      Transaction tx,
      TenantId tenant,
      ConfigurationId configuration,
      int limit,
      RedeliveryId after) {
    return tx.all(
        RedeliveryRows::redelivery,
        RedeliveryRows.SELECT
            + """
            WHERE r.configuration_id = ? AND c.tenant_id = ? AND (r.created_at, r.id) < (
              SELECT a.created_at, a.id FROM redeliveries a
              WHERE a.id = ? AND a.configuration_id = r.configuration_id)
            ORDER BY r.created_at DESC, r.id DESC LIMIT ?
            """,
        configuration.value(),
        tenant.value(),
        after.value(),
        limit);
  }

  @Override
  public Optional<Redelivery> cancel(TenantId tenant, RedeliveryId id, Instant now) {
    return database.write(
        tx -> {
          boolean cancelled =
              tx.changed(
                  """
              UPDATE redeliveries SET status = 'CANCELLED', lease_until = NULL, finished_at = ?
              WHERE id = ? AND status IN ('RUNNING', 'BLOCKED') AND configuration_id IN (
                SELECT c.id FROM export_configurations c WHERE c.tenant_id = ?)
              """,
                  now,
                  id.value(),
                  tenant.value());
          Optional<Redelivery> found = RedeliveryRows.find(tx, tenant, id);
          found.filter(_ -> cancelled).ifPresent(ended -> ExportActs.cancelled(tx, ended));
          return found;
        });
  }
}
