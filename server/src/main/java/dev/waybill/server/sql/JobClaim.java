package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.Attempt;
import dev.waybill.export.DeliveredObject;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.ExportLedger;
import dev.waybill.export.JobId;
import dev.waybill.export.Leftovers;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.storage.Credentials;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes jobs, one attempt at a time. */
final class JobClaim {
  /**
   * Waits again, for an attempt or the end of an earlier one; more columns or a condition follow.
   */
  static final String REOPEN =
      """
      UPDATE export_jobs
      SET status = CASE WHEN failure IS NULL THEN 'PLANNED' ELSE 'BLOCKED' END, next_attempt_at = ?
      """;

  /** Without an attempt again; a condition follows. */
  static final String GIVE_BACK = REOPEN + ", lease_until = NULL";

  private final IntegrationRows integrations;

  JobClaim(IntegrationRows integrations) {
    this.integrations = requireNonNull(integrations, "integrations is null");
  }

  Optional<Attempt> claim(
      Transaction tx, JobId id, Instant now, Instant leaseEndedBefore, Instant leaseUntil) {
    Instant tooFar = now.plus(ExportLedger.FARTHEST_AHEAD);
    boolean taken =
        tx.changed(
            """
            UPDATE export_jobs SET status = 'RUNNING', attempt = attempt + 1, lease_until = ?,
              place = (SELECT i.place FROM export_configurations c
                JOIN storage_integrations i ON i.id = c.integration_id
                WHERE c.id = export_jobs.configuration_id)
            WHERE id = ?
              AND (status = 'RUNNING' OR (status IN ('PLANNED', 'BLOCKED')
                AND (next_attempt_at <= ? OR next_attempt_at > ?)))
              AND (lease_until IS NULL OR lease_until < ? OR lease_until > ?)
              AND EXISTS (
                SELECT 1 FROM export_configurations c
                WHERE c.id = export_jobs.configuration_id
                  AND (c.enabled = 1 OR export_jobs.requested = 1) AND %s)
            """
                .formatted(Detached.NOT),
            leaseUntil,
            id.value(),
            now,
            tooFar,
            leaseEndedBefore,
            tooFar);
    return taken ? Optional.of(attempt(tx, id, now)) : Optional.empty();
  }

  private Attempt attempt(Transaction tx, JobId id, Instant now) {
    ExportJob job = JobRows.find(tx, id).orElseThrow();
    ExportConfiguration configuration =
        ConfigurationRows.findOrEnding(tx, job.configuration()).orElseThrow();
    StorageIntegration integration =
        integrations.findOrEnding(tx, job.tenant(), configuration.integration()).orElseThrow();
    Credentials credentials =
        integrations.credentialsOrEnding(tx, job.tenant(), integration.id()).orElseThrow();
    String place = integration.location().toString();
    List<DeliveredObject> finished = JobRows.objects(tx, id, place);
    Leftovers leftovers = AttemptRows.leftovers(tx, id, place);
    AttemptRows.endLost(tx, job, now);
    AttemptRows.open(tx, job, place, now);
    Position retainedFrom = RetentionRows.retainedFrom(tx, job.tenant());
    return new Attempt(
        job,
        configuration,
        integration,
        credentials,
        finished,
        leftovers,
        retainedFrom,
        ManifestRows.state(tx, job, place));
  }
}
