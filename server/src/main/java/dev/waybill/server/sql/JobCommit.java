package dev.waybill.server.sql;

import dev.waybill.export.Attempt;
import dev.waybill.export.Delivery;
import dev.waybill.export.ExportJob;
import dev.waybill.export.JobTask;
import dev.waybill.export.Leftovers;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.server.notifications.Notification;
import dev.waybill.server.notifications.Notification.DeliveryCompleted.Counts;
import java.time.Instant;
import java.util.Optional;

/** The commit point of a job: everything in one transaction. */
final class JobCommit {

  private JobCommit() {}

  static boolean commit(Transaction tx, Attempt attempt, Delivery delivery, Instant now) {
    boolean current =
        tx.changed(
            """
            UPDATE export_jobs
            SET status = 'SUCCEEDED', failure = NULL, lease_until = NULL, finished_at = ?
            """
                + Fence.AT_ITS_PLACE,
            Fence.atItsPlace(attempt, now));
    if (current) {
      advance(tx, attempt.job(), delivery);
      ManifestRows.commit(tx, attempt);
      DeliveryRows.insert(tx, attempt.job(), delivery, now);
      DeliveredHourRows.count(tx, attempt, delivery, now);
      AttemptRows.end(tx, attempt, JobTask.Status.SUCCEEDED, Leftovers.NONE, Optional.empty(), now);
      close(tx, attempt, delivery, now);
      Incidents.delivered(tx, attempt.job(), now);
      tx.announce(attempt.job().tenant(), completed(attempt, delivery));
    }
    return current;
  }

  private static Notification completed(Attempt attempt, Delivery delivery) {
    ExportJob job = attempt.job();
    return new Notification.DeliveryCompleted(
        job.configuration(),
        job.stream(),
        job.sequence(),
        attempt.integration().location().toString(),
        new ManifestNames(job.stream().value()).manifest(job.sequence()),
        job.scheduledAt(),
        new Counts(
            delivery.events(),
            delivery.suppressed(),
            delivery.expired(),
            delivery.objects().size()));
  }

  private static void close(Transaction tx, Attempt attempt, Delivery delivery, Instant now) {
    switch (attempt.job().kind()) {
      case REGULAR -> {
        tx.update(
            "UPDATE export_configurations SET job_open = 0 WHERE id = ?",
            attempt.job().configuration().value());
        EndingRows.committed(tx, attempt.job(), now);
      }
      case BACKFILL -> BackfillRows.commit(tx, attempt, delivery, now);
      case FORMER -> throw new IllegalStateException("a former stream delivers nothing");
    }
  }

  private static void advance(Transaction tx, ExportJob job, Delivery delivery) {
    boolean advanced =
        tx.changed(
            """
            UPDATE streams SET cursor_position = ?, received_through = ?,
              next_sequence = next_sequence + 1, next_ordinal = next_ordinal + ?
            WHERE id = ? AND cursor_position = ? AND received_through = ? AND next_sequence = ?
              AND next_ordinal = ?
            """,
            job.range().to().value(),
            job.receivedThrough(),
            delivery.events(),
            job.stream().value(),
            job.range().from().value(),
            job.receivedFrom(),
            job.sequence(),
            job.firstOrdinal());
    if (!advanced) {
      throw new IllegalStateException(
          "stream " + job.stream() + " does not stand where its only open job starts");
    }
  }
}
