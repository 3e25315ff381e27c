package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.DeliveredJob;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportLedger;
import dev.waybill.export.Redelivery;
import dev.waybill.export.RedeliveryAttempt;
import dev.waybill.export.RedeliveryId;
import dev.waybill.export.RedeliveryLedger;
import dev.waybill.export.WaitingWork;
import dev.waybill.fault.Failure;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class SqlRedeliveryLedger implements RedeliveryLedger {
  /** The attempt is the redelivery's current one. */
  private static final String CURRENT =
      " WHERE id = ? AND attempt = ? AND status = 'RUNNING' AND lease_until IS NOT NULL";

  /** And the configuration's location is still that of the redelivery; a detached one has none. */
  private static final String AT_ITS_PLACE =
      CURRENT
          + """
           AND place = (SELECT i.place FROM export_configurations c
            JOIN storage_integrations i ON i.id = c.integration_id
            WHERE c.id = redeliveries.configuration_id AND i.deleted_at IS NULL)
          """;

  private final Database database;
  private final IntegrationRows integrations;

  SqlRedeliveryLedger(Database database, IntegrationRows integrations) {
    this.database = requireNonNull(database, "database is null");
    this.integrations = requireNonNull(integrations, "integrations is null");
  }

  @Override
  public List<WaitingWork> runnable(
      Instant now, Instant leaseEndedBefore, Set<TenantId> except, int limit) {
    List<Object> values = new ArrayList<>();
    Instant tooFar = now.plus(ExportLedger.FARTHEST_AHEAD);
    values.addAll(List.of(now, tooFar, leaseEndedBefore, tooFar));
    except.forEach(tenant -> values.add(tenant.value()));
    values.add(limit);
    String sql = runnable(except.size());
    return database.read(tx -> tx.all(DueQueries::waiting, sql, values.toArray()));
  }

  @Override
  public Optional<RedeliveryAttempt> claim(
      RedeliveryId id, Instant now, Instant leaseEndedBefore, Instant leaseUntil) {
    Instant tooFar = now.plus(ExportLedger.FARTHEST_AHEAD);
    return database.write(
        tx -> {
          boolean taken =
              tx.changed(
                  """
                  UPDATE redeliveries
                  SET status = 'RUNNING', attempt = attempt + 1, lease_until = ?
                  WHERE id = ? AND status IN ('RUNNING', 'BLOCKED')
                    AND ((lease_until IS NULL AND (next_attempt_at <= ? OR next_attempt_at > ?))
                      OR lease_until < ? OR lease_until > ?)
                    AND EXISTS (SELECT 1 FROM export_configurations c
                      WHERE c.id = redeliveries.configuration_id AND %s)
                  """
                      .formatted(Detached.NOT),
                  leaseUntil,
                  id.value(),
                  now,
                  tooFar,
                  leaseEndedBefore,
                  tooFar);
          return taken ? Optional.of(attempt(tx, id)) : Optional.empty();
        });
  }

  private RedeliveryAttempt attempt(Transaction tx, RedeliveryId id) {
    Redelivery redelivery = RedeliveryRows.find(tx, id).orElseThrow();
    ExportConfiguration configuration =
        ConfigurationRows.find(tx, redelivery.configuration()).orElseThrow();
    StorageIntegration integration =
        integrations.find(tx, redelivery.tenant(), configuration.integration()).orElseThrow();
    return new RedeliveryAttempt(
        redelivery,
        integration,
        integrations.credentials(tx, redelivery.tenant(), integration.id()).orElseThrow());
  }

  @Override
  public boolean renew(RedeliveryAttempt attempt, Instant leaseUntil) {
    return database.write(
        tx ->
            tx.changed(
                "UPDATE redeliveries SET lease_until = ?" + AT_ITS_PLACE,
                current(attempt, leaseUntil)));
  }

  @Override
  public Optional<DeliveredJob> job(RedeliveryAttempt attempt, long sequence) {
    return database.read(
        tx ->
            tx.one(
                    JobRows::job,
                    JobRows.SELECT
                        + "WHERE j.stream_id = ? AND j.sequence = ? AND j.status = 'SUCCEEDED'",
                    attempt.redelivery().stream().value(),
                    sequence)
                .map(
                    job ->
                        new DeliveredJob(
                            job,
                            DeliveryRows.get(tx, job).objects(),
                            ManifestRows.documents(tx, job, attempt.redelivery().place()))));
  }

  @Override
  public boolean advance(
      RedeliveryAttempt attempt, long sequence, long put, long present, Instant now) {
    boolean last = sequence == attempt.redelivery().toSequence();
    return database.write(
        tx ->
            tx.changed(
                """
                UPDATE redeliveries
                SET next_sequence = next_sequence + 1, objects_put = objects_put + ?,
                  objects_present = objects_present + ?, failure = NULL, status = ?,
                  lease_until = CASE WHEN ? = 1 THEN NULL ELSE lease_until END, finished_at = ?
                """
                    + AT_ITS_PLACE
                    + " AND next_sequence = ?",
                Fence.append(
                    current(
                        attempt,
                        put,
                        present,
                        last ? Redelivery.Status.SUCCEEDED : Redelivery.Status.RUNNING,
                        last,
                        last ? Optional.of(now) : Optional.empty()),
                    sequence)));
  }

  @Override
  public boolean block(RedeliveryAttempt attempt, Failure failure, Instant nextAttemptAt) {
    return database.write(
        tx ->
            tx.changed(
                """
                UPDATE redeliveries
                SET status = 'BLOCKED', failure = ?, lease_until = NULL, next_attempt_at = ?
                """
                    + CURRENT,
                current(attempt, FailureJson.write(failure), nextAttemptAt)));
  }

  @Override
  public boolean fail(RedeliveryAttempt attempt, Failure failure, Instant now) {
    return database.write(
        tx ->
            tx.changed(
                """
                UPDATE redeliveries
                SET status = 'FAILED', failure = ?, lease_until = NULL, finished_at = ?
                """
                    + CURRENT,
                current(attempt, FailureJson.write(failure), now)));
  }

  @Override
  public boolean release(RedeliveryAttempt attempt, Instant now) {
    return database.write(
        tx ->
            tx.changed(
                "UPDATE redeliveries SET lease_until = NULL, next_attempt_at = ?" + CURRENT,
                current(attempt, now)));
  }

  @Override
  public void endLeases(Instant now) {
    database.run(
        tx ->
            tx.update(
                """
                UPDATE redeliveries SET lease_until = NULL, next_attempt_at = ?
                WHERE status IN ('RUNNING', 'BLOCKED') AND lease_until IS NOT NULL
                """,
                now));
  }

  static String runnable(int except) {
    return """
        SELECT r.id, c.tenant_id, r.configuration_id, r.next_attempt_at FROM redeliveries r
        JOIN export_configurations c ON c.id = r.configuration_id
        WHERE r.status IN ('RUNNING', 'BLOCKED')
          AND ((r.lease_until IS NULL AND (r.next_attempt_at <= ? OR r.next_attempt_at > ?))
            OR r.lease_until < ? OR r.lease_until > ?) AND %s %s
        ORDER BY r.next_attempt_at, r.id LIMIT ?
        """
        .formatted(
            Detached.NOT, except == 0 ? "" : "AND c.tenant_id NOT IN " + DueQueries.marks(except));
  }

  /** Values for {@link #CURRENT}, after those of the statement's own. */
  private static Object[] current(RedeliveryAttempt attempt, Object... before) {
    return Fence.append(before, attempt.redelivery().id().value(), attempt.redelivery().attempt());
  }
}
