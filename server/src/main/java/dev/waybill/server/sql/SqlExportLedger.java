package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.Attempt;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.DeliveredObject;
import dev.waybill.export.Delivery;
import dev.waybill.export.ExportJob;
import dev.waybill.export.ExportLedger;
import dev.waybill.export.JobId;
import dev.waybill.export.JobTask;
import dev.waybill.export.Leftovers;
import dev.waybill.export.PinnedSettings;
import dev.waybill.export.Plannable;
import dev.waybill.export.PlannableBackfill;
import dev.waybill.export.Stream;
import dev.waybill.export.StreamId;
import dev.waybill.export.WaitingWork;
import dev.waybill.export.WorkKind;
import dev.waybill.fault.Failure;
import dev.waybill.log.Position;
import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.SignedDocument;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class SqlExportLedger implements ExportLedger {
  private final Database database;
  private final TimeSource time;
  private final JobClaim claim;

  SqlExportLedger(Database database, IntegrationRows integrations, TimeSource time) {
    this.database = requireNonNull(database, "database is null");
    this.time = requireNonNull(time, "time is null");
    this.claim = new JobClaim(integrations);
  }

  @Override
  public List<ConfigurationId> due(Instant now, int limit) {
    return database.read(tx -> DueQueries.due(tx, now, limit));
  }

  @Override
  public Optional<Plannable> plannable(ConfigurationId id) {
    return database.read(
        tx ->
            ConfigurationRows.findOrEnding(tx, id)
                .filter(_ -> !Detached.is(tx, id))
                .map(
                    configuration -> {
                      Stream stream = ConfigurationRows.stream(tx, id).orElseThrow();
                      return ConfigurationRows.plannable(
                          tx, configuration, stream, JobRows.unfinished(tx, stream.id()));
                    }));
  }

  @Override
  public boolean plan(ExportJob job, Instant lastTick, Instant nextDue) {
    return database.write(tx -> JobPlan.plan(tx, job, lastTick, nextDue, time.now()));
  }

  @Override
  public boolean planEnding(ExportJob job, Position end) {
    return database.write(tx -> JobPlan.planEnding(tx, job, end, time.now()));
  }

  @Override
  public List<StreamId> backfillsToPlan(int limit) {
    return database.read(tx -> BackfillRows.toPlan(tx, limit));
  }

  @Override
  public Optional<PlannableBackfill> plannableBackfill(StreamId backfill) {
    return database.read(tx -> BackfillRows.plannable(tx, backfill));
  }

  @Override
  public boolean planBackfill(ExportJob job) {
    return database.write(
        tx -> {
          boolean follows = BackfillRows.open(tx, job);
          if (follows) {
            JobRows.insert(tx, job, time.now());
          }
          return follows;
        });
  }

  @Override
  public List<WaitingWork> runnable(
      WorkKind kind, Instant now, Instant leaseEndedBefore, Set<TenantId> except, int limit) {
    return database.read(tx -> DueQueries.runnable(tx, kind, now, leaseEndedBefore, except, limit));
  }

  @Override
  public Optional<Attempt> claim(
      JobId job, Instant now, Instant leaseEndedBefore, Instant leaseUntil) {
    return database.write(tx -> claim.claim(tx, job, now, leaseEndedBefore, leaseUntil));
  }

  @Override
  public boolean renew(Attempt attempt, Instant leaseUntil) {
    return database.write(
        tx ->
            tx.changed(
                "UPDATE export_jobs SET lease_until = ?" + Fence.AT_ITS_PLACE,
                Fence.atItsPlace(attempt, leaseUntil)));
  }

  @Override
  public boolean start(Attempt attempt, PinnedSettings settings, KeyId key, Position heldFrom) {
    return database.write(tx -> JobStart.start(tx, attempt, settings, key, heldFrom));
  }

  @Override
  public boolean recordObject(Attempt attempt, DeliveredObject object) {
    return database.write(
        tx -> {
          boolean current = Fence.isAtItsPlace(tx, attempt);
          if (current) {
            JobRows.record(tx, attempt.job().id(), Fence.place(attempt), object);
          }
          return current;
        });
  }

  @Override
  public void noteOtherBytes(Attempt attempt) {
    database.run(tx -> AttemptRows.keptOtherBytes(tx, attempt));
  }

  @Override
  public boolean hasOtherBytes(Attempt attempt) {
    return database.read(
        tx ->
            AttemptRows.leftovers(tx, attempt.job().id(), Fence.place(attempt))
                == Leftovers.STRANGE);
  }

  @Override
  public Optional<SignedDocument> sealOrigin(Attempt attempt, SignedDocument origin) {
    return database.write(
        tx ->
            Fence.isAtItsPlace(tx, attempt)
                ? Optional.of(ManifestRows.sealOrigin(tx, attempt, origin))
                : Optional.empty());
  }

  @Override
  public Optional<SignedDocument> seal(Attempt attempt, SignedDocument manifest) {
    return database.write(
        tx ->
            Fence.isAtItsPlace(tx, attempt)
                ? Optional.of(ManifestRows.seal(tx, attempt, manifest))
                : Optional.empty());
  }

  @Override
  public boolean commit(Attempt attempt, Delivery delivery, Instant now) {
    return database.write(tx -> JobCommit.commit(tx, attempt, delivery, now));
  }

  @Override
  public boolean fail(
      Attempt attempt, Failure failure, Leftovers leftovers, Instant now, Instant nextAttemptAt) {
    return database.write(
        tx -> {
          boolean current =
              tx.changed(
                  """
                  UPDATE export_jobs
                  SET status = 'BLOCKED', failure = ?, lease_until = NULL, next_attempt_at = ?,
                    failed_attempts = failed_attempts + 1
                  """
                      + Fence.CURRENT,
                  Fence.current(attempt, FailureJson.write(failure), nextAttemptAt));
          if (current) {
            AttemptRows.end(
                tx, attempt, JobTask.Status.FAILED, leftovers, Optional.of(failure), now);
            Incidents.failed(tx, attempt.job(), failure, now);
            EndingRows.failed(tx, attempt.job(), now);
          } else {
            JobRows.endCancelledLease(tx, attempt);
          }
          return current;
        });
  }

  @Override
  public boolean release(Attempt attempt, Leftovers leftovers, Instant now) {
    return database.write(
        tx -> {
          boolean current =
              tx.changed(JobClaim.GIVE_BACK + Fence.CURRENT, Fence.current(attempt, now));
          if (current) {
            AttemptRows.end(
                tx, attempt, JobTask.Status.CANCELLED, leftovers, Optional.empty(), now);
          } else {
            JobRows.endCancelledLease(tx, attempt);
          }
          return current;
        });
  }

  @Override
  public boolean request(JobId job, Instant now) {
    return database.write(
        tx ->
            tx.changed(
                """
                UPDATE export_jobs SET requested = 1, next_attempt_at = ?
                WHERE id = ? AND status IN ('PLANNED', 'RUNNING', 'BLOCKED') AND EXISTS (
                  SELECT 1 FROM export_configurations c
                  WHERE c.id = export_jobs.configuration_id AND %s)
                """
                    .formatted(Detached.NOT),
                now,
                job.value()));
  }

  @Override
  public void endLeases(Instant now) {
    database.run(
        tx -> {
          AttemptRows.endAllLost(tx, now);
          tx.update(JobClaim.GIVE_BACK + " WHERE status = 'RUNNING'", now);
          tx.update(
              """
              UPDATE export_jobs SET lease_until = NULL WHERE lease_until IS NOT NULL
                AND stream_id IN (SELECT stream_id FROM backfills WHERE status <> 'SUCCEEDED')
              """);
        });
  }
}
