package dev.waybill.server.sql;

import dev.waybill.export.Attempt;
import dev.waybill.export.ExportJob;
import dev.waybill.export.JobId;
import dev.waybill.export.JobTask;
import dev.waybill.export.Leftovers;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import java.time.Instant;
import java.util.Optional;

/**
 * The rows of attempts: what each left behind, and how it ended. A job's own row counts those that
 * failed.
 */
final class AttemptRows {
  /** The end of an attempt that did not tell its end. */
  private static final Failure LOST =
      new Failure(
          Fault.OURS,
          Stage.READ,
          "ATTEMPT_LOST",
          "The attempt ended without a result, because the service stopped or was too slow.",
          "");

  /** So many of a job are kept: one that fails for months would gather thousands. */
  static final int KEPT = 100;

  private AttemptRows() {}

  static void open(Transaction tx, ExportJob job, String place, Instant now) {
    tx.update(
        """
        INSERT INTO job_tasks (job_id, attempt, status, place, leftovers, started_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        job.id().value(),
        job.attempt(),
        JobTask.Status.RUNNING,
        place,
        Leftovers.NONE,
        now);
    forget(tx, job);
  }

  /** Of each place the last attempt that left something, and of each kind, stays. */
  private static void forget(Transaction tx, ExportJob job) {
    tx.update(
        """
        DELETE FROM job_tasks
        WHERE job_id = ? AND attempt <= ? AND (leftovers = 'NONE' OR EXISTS (
          SELECT 1 FROM job_tasks later
          WHERE later.job_id = job_tasks.job_id AND later.place = job_tasks.place
            AND later.leftovers = job_tasks.leftovers AND later.attempt > job_tasks.attempt))
        """,
        job.id().value(),
        job.attempt() - KEPT);
  }

  static Leftovers leftovers(Transaction tx, JobId job, String place) {
    if (someLeft(tx, job, place, Leftovers.STRANGE)) {
      return Leftovers.STRANGE;
    }
    return someLeft(tx, job, place, Leftovers.POSSIBLE) ? Leftovers.POSSIBLE : Leftovers.NONE;
  }

  private static boolean someLeft(Transaction tx, JobId job, String place, Leftovers what) {
    return tx.exists(
        "SELECT 1 FROM job_tasks WHERE job_id = ? AND place = ? AND leftovers = ? LIMIT 1",
        job.value(),
        place,
        what);
  }

  static void mayLeaveObjects(Transaction tx, Attempt attempt) {
    leaves(tx, attempt, Leftovers.POSSIBLE);
  }

  /** Also of an attempt that is no longer the job's current one. */
  static void keptOtherBytes(Transaction tx, Attempt attempt) {
    leaves(tx, attempt, Leftovers.STRANGE);
  }

  private static void leaves(Transaction tx, Attempt attempt, Leftovers what) {
    tx.update(
        "UPDATE job_tasks SET leftovers = ? WHERE job_id = ? AND attempt = ?",
        what,
        attempt.job().id().value(),
        attempt.job().attempt());
  }

  /** What it left behind stays if that is {@link Leftovers#STRANGE}. */
  static void end(
      Transaction tx,
      Attempt attempt,
      JobTask.Status status,
      Leftovers leftovers,
      Optional<Failure> failure,
      Instant now) {
    tx.update(
        """
        UPDATE job_tasks
        SET status = ?, leftovers = CASE WHEN leftovers = 'STRANGE' THEN leftovers ELSE ? END,
          failure = ?, ended_at = ?
        WHERE job_id = ? AND attempt = ?
        """,
        status,
        leftovers,
        failure.map(FailureJson::write),
        now,
        attempt.job().id().value(),
        attempt.job().attempt());
  }

  /**
   * Ends the attempt before the job's present one if it is lost; what it may have left behind stays
   * as it was.
   */
  static void endLost(Transaction tx, ExportJob job, Instant now) {
    boolean lost =
        tx.changed(
            """
            UPDATE job_tasks SET status = 'FAILED', failure = ?, ended_at = ?
            WHERE job_id = ? AND attempt = ? AND status = 'RUNNING'
            """,
            FailureJson.write(LOST),
            now,
            job.id().value(),
            job.attempt() - 1);
    if (lost) {
      tx.update(
          "UPDATE export_jobs SET failed_attempts = failed_attempts + 1 WHERE id = ?",
          job.id().value());
    }
  }

  static void endAllLost(Transaction tx, Instant now) {
    tx.update(
        """
        UPDATE export_jobs SET failed_attempts = failed_attempts + 1
        WHERE status = 'RUNNING' AND EXISTS (
          SELECT 1 FROM job_tasks t WHERE t.job_id = export_jobs.id AND t.status = 'RUNNING')
        """);
    tx.update(
        """
        UPDATE job_tasks SET status = 'FAILED', failure = ?, ended_at = ?
        WHERE status = 'RUNNING' AND job_id IN (SELECT id FROM export_jobs WHERE status = 'RUNNING')
        """,
        FailureJson.write(LOST),
        now);
  }
}
