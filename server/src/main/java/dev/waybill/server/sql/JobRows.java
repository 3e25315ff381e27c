package dev.waybill.server.sql;

import dev.waybill.export.Attempt;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.DeliveredObject;
import dev.waybill.export.ExportJob;
import dev.waybill.export.JobId;
import dev.waybill.export.JobStatus;
import dev.waybill.export.ObjectHashes;
import dev.waybill.export.StreamId;
import dev.waybill.export.StreamKind;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.manifest.Sha256;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of jobs and of the objects that they put. */
final class JobRows {
  /** Jobs with their tenant; conditions follow. */
  static final String SELECT =
      """
      SELECT j.*, c.tenant_id FROM export_jobs j
      JOIN export_configurations c ON c.id = j.configuration_id
      """;

  private JobRows() {}

  static void insert(Transaction tx, ExportJob job, Instant now) {
    tx.update(
        """
        INSERT INTO export_jobs (id, configuration_id, stream_id, kind, path_prefix, sequence,
          scheduled_at, range_from, range_to, received_from, received_through, first_ordinal, settings, status,
          started, requested, attempt, next_attempt_at, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'PLANNED', 0, ?, 0, ?, ?)
        """,
        job.id().value(),
        job.configuration().value(),
        job.stream().value(),
        job.kind(),
        job.prefix().value(),
        job.sequence(),
        job.scheduledAt(),
        job.range().from().value(),
        job.range().to().value(),
        job.receivedFrom(),
        job.receivedThrough(),
        job.firstOrdinal(),
        SettingsJson.write(job.settings()),
        job.requested(),
        job.nextAttemptAt(),
        now);
  }

  static Optional<ExportJob> find(Transaction tx, JobId id) {
    return tx.one(JobRows::job, SELECT + "WHERE j.id = ?", id.value());
  }

  static Optional<ExportJob> unfinished(Transaction tx, StreamId stream) {
    return tx.one(
        JobRows::job,
        SELECT + "WHERE j.stream_id = ? AND j.status IN ('PLANNED', 'RUNNING', 'BLOCKED')",
        stream.value());
  }

  static List<DeliveredObject> objects(Transaction tx, JobId job, String place) {
    return tx.all(
        JobRows::object,
        "SELECT * FROM job_objects WHERE job_id = ? AND place = ? ORDER BY object_key",
        job.value(),
        place);
  }

  /** Recording it again is no change. */
  static void record(Transaction tx, JobId job, String place, DeliveredObject object) {
    tx.update(
        """
        INSERT INTO job_objects (job_id, place, object_key, events, bytes, stored_bytes,
          earliest_event_time, latest_event_time, sha256, stored_sha256, merkle_root)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (job_id, place, object_key) DO NOTHING
        """,
        job.value(),
        place,
        object.key().value(),
        object.events(),
        object.bytes(),
        object.storedBytes(),
        object.earliestEventTime(),
        object.latestEventTime(),
        object.hashes().map(hashes -> hashes.sha256().toString()),
        object.hashes().map(hashes -> hashes.storedSha256().toString()),
        object.hashes().map(hashes -> hashes.merkleRoot().toString()));
  }

  /** Backfills' jobs stay requested: they were asked for as such. */
  static void takeBackRequest(Transaction tx, ConfigurationId configuration) {
    tx.update(
        """
        UPDATE export_jobs SET requested = 0
        WHERE configuration_id = ? AND kind = 'REGULAR'
          AND status IN ('PLANNED', 'RUNNING', 'BLOCKED')
        """,
        configuration.value());
  }

  /** Ends what is unfinished of a configuration whose stream has ended. */
  static void cancelUnfinished(Transaction tx, ConfigurationId configuration, Instant now) {
    cancelUnfinished(tx, "configuration_id = ?", configuration.value(), now);
  }

  /** Ends what backfills of a configuration have not finished. */
  static void cancelBackfills(Transaction tx, ConfigurationId configuration, Instant now) {
    cancelUnfinished(tx, "kind = 'BACKFILL' AND configuration_id = ?", configuration.value(), now);
  }

  /** Ends what is unfinished of a stream. */
  static void cancelUnfinished(Transaction tx, StreamId stream, Instant now) {
    cancelUnfinished(tx, "stream_id = ?", stream.value(), now);
  }

  /** The lease stays: until it ends, the attempt may be sending. */
  private static void cancelUnfinished(Transaction tx, String jobs, UUID of, Instant now) {
    tx.update(
        """
        UPDATE job_tasks SET status = 'CANCELLED', ended_at = ?
        WHERE status = 'RUNNING' AND job_id IN (
          SELECT id FROM export_jobs WHERE status = 'RUNNING' AND %s)
        """
            .formatted(jobs),
        now,
        of);
    tx.update(
        """
        UPDATE export_jobs SET status = 'CANCELLED', finished_at = ?
        WHERE status IN ('PLANNED', 'RUNNING', 'BLOCKED') AND %s
        """
            .formatted(jobs),
        now,
        of);
  }

  /**
   * Ends the lease of the last attempt at a job that was cancelled, though it may be open again.
   */
  static void endCancelledLease(Transaction tx, Attempt attempt) {
    tx.update(
        """
        UPDATE export_jobs SET lease_until = NULL
        WHERE id = ? AND attempt = ? AND status IN ('CANCELLED', 'PLANNED', 'BLOCKED')
        """,
        attempt.job().id().value(),
        attempt.job().attempt());
  }

  static ExportJob job(Row row) {
    return new ExportJob(
        new JobId(row.uuid("id")),
        new TenantId(row.text("tenant_id")),
        new ConfigurationId(row.uuid("configuration_id")),
        new StreamId(row.uuid("stream_id")),
        row.word("kind", StreamKind.class),
        new StoragePath(row.text("path_prefix")),
        row.number("sequence"),
        row.time("scheduled_at"),
        new Range(new Position(row.number("range_from")), new Position(row.number("range_to"))),
        row.number("received_from"),
        row.number("received_through"),
        row.number("first_ordinal"),
        SettingsJson.readSettings(row.text("settings")),
        row.word("status", JobStatus.class),
        row.optionalNumber("held_from").map(Position::new),
        row.flag("requested"),
        row.integer("attempt"),
        row.time("next_attempt_at"),
        row.optionalText("failure").map(FailureJson::read));
  }

  static DeliveredObject object(Row row) {
    return new DeliveredObject(
        new ObjectKey(row.text("object_key")),
        row.number("events"),
        row.number("bytes"),
        row.number("stored_bytes"),
        row.number("earliest_event_time"),
        row.number("latest_event_time"),
        hash(row, "sha256")
            .map(
                sha256 ->
                    new ObjectHashes(
                        sha256,
                        hash(row, "stored_sha256").orElseThrow(),
                        hash(row, "merkle_root").orElseThrow())));
  }

  private static Optional<Sha256> hash(Row row, String column) {
    return row.optionalText(column).map(text -> Sha256.parse(text).orElseThrow());
  }
}
