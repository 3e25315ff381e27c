package dev.waybill.server.sql;

import dev.waybill.export.Amount;
import dev.waybill.export.Attempt;
import dev.waybill.export.Backfill;
import dev.waybill.export.BackfillRequest;
import dev.waybill.export.BackfillStatus;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.Delivery;
import dev.waybill.export.ExportJob;
import dev.waybill.export.PlannableBackfill;
import dev.waybill.export.Stream;
import dev.waybill.export.StreamId;
import dev.waybill.fault.Failure;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of backfills and their streams; those of deleted configurations are not found. */
final class BackfillRows {
  /** Backfills with their stream and unfinished job; conditions follow. */
  static final String SELECT =
      """
      SELECT b.*, c.tenant_id, s.start_position, s.start_received, s.cursor_position,
        s.received_through, s.next_sequence, s.next_ordinal, j.status AS job_status, j.failure,
        j.next_attempt_at,
        (SELECT COALESCE(SUM(o.events), 0) FROM job_objects o
          WHERE o.job_id = j.id AND o.place = j.place) AS events_put,
        (SELECT COALESCE(SUM(o.bytes), 0) FROM job_objects o
          WHERE o.job_id = j.id AND o.place = j.place) AS bytes_put
      FROM backfills b
      JOIN streams s ON s.id = b.stream_id
      JOIN export_configurations c ON c.id = b.configuration_id AND c.deleted_at IS NULL
      LEFT JOIN export_jobs j ON j.stream_id = b.stream_id AND j.sequence = s.next_sequence
      """;

  static final String TO_PLAN =
      """
      SELECT b.stream_id FROM backfills b
      JOIN export_configurations c ON c.id = b.configuration_id
      WHERE b.status = 'RUNNING' AND b.job_open = 0 AND %s
      ORDER BY b.created_at LIMIT ?
      """
          .formatted(Detached.NOT);

  static final String UNCOUNTED =
      """
      SELECT stream_id FROM backfills WHERE status = 'RUNNING' AND events_total IS NULL
      ORDER BY created_at LIMIT ?
      """;

  private BackfillRows() {}

  /**
   * @param heldSince what the stream begins with; its start is what was asked for
   */
  static void insert(
      Transaction tx, StreamId id, BackfillRequest request, long heldSince, Instant now) {
    tx.update(
        """
        INSERT INTO streams (id, configuration_id, kind, prefix, cursor_position, received_through,
          next_sequence, next_ordinal, start_position, start_received)
        VALUES (?, ?, 'BACKFILL', ?, ?, ?, 1, 1, ?, ?)
        """,
        id.value(),
        request.configuration().value(),
        id.prefix(),
        request.range().from().value(),
        heldSince,
        request.range().from().value(),
        request.receivedFrom());
    tx.update(
        """
        INSERT INTO backfills (stream_id, configuration_id, path_prefix, range_to, received_to,
          settings, status, job_open, events_done, bytes_done, created_at)
        VALUES (?, ?, ?, ?, ?, ?, 'RUNNING', 0, 0, 0, ?)
        """,
        id.value(),
        request.configuration().value(),
        request.prefix().value(),
        request.range().to().value(),
        request.receivedThrough(),
        SettingsJson.write(request.settings()),
        now);
  }

  static Optional<Backfill> find(Transaction tx, TenantId tenant, StreamId id) {
    return tx.one(
        BackfillRows::backfill,
        SELECT + "WHERE b.stream_id = ? AND c.tenant_id = ?",
        id.value(),
        tenant.value());
  }

  static Backfill get(Transaction tx, StreamId id) {
    return tx.one(BackfillRows::backfill, SELECT + "WHERE b.stream_id = ?", id.value())
        .orElseThrow();
  }

  static List<Backfill> newestFirst(
      Transaction tx, TenantId tenant, ConfigurationId configuration, int limit) {
    return tx.all(
        BackfillRows::backfill,
        SELECT
            + """
            WHERE b.configuration_id = ? AND c.tenant_id = ?
            ORDER BY b.created_at DESC, b.stream_id DESC LIMIT ?
            """,
        configuration.value(),
        tenant.value(),
        limit);
  }

  static List<Backfill> newestFirst(
      Transaction tx, TenantId tenant, ConfigurationId configuration, int limit, Backfill after) {
    return tx.all(
        BackfillRows::backfill,
        SELECT
            + """
            WHERE b.configuration_id = ? AND c.tenant_id = ?
              AND (b.created_at < ? OR (b.created_at = ? AND b.stream_id < ?))
            ORDER BY b.created_at DESC, b.stream_id DESC LIMIT ?
            """,
        configuration.value(),
        tenant.value(),
        after.createdAt(),
        after.createdAt(),
        after.id().value(),
        limit);
  }

  /** Reads nothing else of them, so that one which cannot be read keeps none from being found. */
  static List<StreamId> toPlan(Transaction tx, int limit) {
    return tx.all(row -> new StreamId(row.uuid("stream_id")), TO_PLAN, limit);
  }

  static Optional<PlannableBackfill> plannable(Transaction tx, StreamId id) {
    return tx.one(
        BackfillRows::plannable,
        SELECT
            + "WHERE b.stream_id = ? AND b.status = 'RUNNING' AND b.job_open = 0 AND "
            + Detached.NOT,
        id.value());
  }

  static List<StreamId> uncounted(Transaction tx, int limit) {
    return tx.all(row -> new StreamId(row.uuid("stream_id")), UNCOUNTED, limit);
  }

  static Optional<PlannableBackfill> uncounted(Transaction tx, StreamId id) {
    return tx.one(
        BackfillRows::plannable,
        SELECT + "WHERE b.stream_id = ? AND b.status = 'RUNNING' AND b.events_total IS NULL",
        id.value());
  }

  /** How many of a configuration are under way. */
  static long running(Transaction tx, ConfigurationId configuration) {
    return tx.one(
            row -> row.number("n"),
            """
            SELECT COUNT(*) AS n FROM backfills WHERE configuration_id = ? AND status = 'RUNNING'
            """,
            configuration.value())
        .orElseThrow();
  }

  /** Whether the job is the backfill's next, which then counts as unfinished. */
  static boolean open(Transaction tx, ExportJob job) {
    return tx.changed(
        """
        UPDATE backfills SET job_open = 1
        WHERE stream_id = ? AND status = 'RUNNING' AND job_open = 0 AND EXISTS (
          SELECT 1 FROM streams s JOIN export_configurations c ON c.id = s.configuration_id
          WHERE s.id = backfills.stream_id AND s.cursor_position = ? AND s.received_through = ?
            AND s.next_sequence = ? AND s.next_ordinal = ? AND %s)
        """
            .formatted(Detached.NOT),
        job.stream().value(),
        job.range().from().value(),
        job.receivedFrom(),
        job.sequence(),
        job.firstOrdinal());
  }

  /** The backfill has succeeded with the job that ends where its range does. */
  static void commit(Transaction tx, Attempt attempt, Delivery delivery, Instant now) {
    ExportJob job = attempt.job();
    Amount delivered =
        delivery.objects().isEmpty()
            ? Amount.NONE // a job that expired whole may have put some
            : JobRows.objects(tx, job.id(), Fence.place(attempt)).stream()
                .map(object -> new Amount(object.events(), object.bytes()))
                .reduce(Amount.NONE, Amount::plus);
    tx.update(
        """
        UPDATE backfills SET job_open = 0, events_done = events_done + ?,
          bytes_done = bytes_done + ?
        WHERE stream_id = ?
        """,
        delivered.events(),
        delivered.bytes(),
        job.stream().value());
    tx.update(
        """
        UPDATE backfills SET status = 'SUCCEEDED', finished_at = ?
        WHERE stream_id = ? AND range_to = ?
        """,
        now,
        job.stream().value(),
        job.range().to().value());
  }

  /** Ends what is unfinished of a configuration that is deleted. */
  static void cancelAll(Transaction tx, ConfigurationId configuration, Instant now) {
    tx.update(
        """
        UPDATE backfills SET status = 'CANCELLED', job_open = 0, finished_at = ?
        WHERE configuration_id = ? AND status = 'RUNNING'
        """,
        now,
        configuration.value());
  }

  static Backfill backfill(Row row) {
    Amount put = new Amount(row.number("events_put"), row.number("bytes_put"));
    boolean blocked = row.optionalText("job_status").filter("BLOCKED"::equals).isPresent();
    return new Backfill(
        new StreamId(row.uuid("stream_id")),
        request(row),
        row.word("status", BackfillStatus.class),
        done(row).plus(put),
        row.optionalNumber("events_total")
            .map(events -> new Amount(events, row.number("bytes_total"))),
        failure(row),
        blocked ? row.optionalTime("next_attempt_at") : Optional.empty(),
        row.time("created_at"),
        row.optionalTime("finished_at"));
  }

  private static Optional<Failure> failure(Row row) {
    boolean cancelled = row.optionalText("job_status").filter("CANCELLED"::equals).isPresent();
    return cancelled ? Optional.empty() : row.optionalText("failure").map(FailureJson::read);
  }

  private static PlannableBackfill plannable(Row row) {
    Backfill backfill = backfill(row);
    Stream stream =
        new Stream(
            backfill.id(),
            backfill.request().configuration(),
            new Position(row.number("cursor_position")),
            row.number("received_through"),
            row.number("next_sequence"),
            row.number("next_ordinal"),
            backfill.createdAt());
    return new PlannableBackfill(backfill, done(row), stream);
  }

  private static Amount done(Row row) {
    return new Amount(row.number("events_done"), row.number("bytes_done"));
  }

  private static BackfillRequest request(Row row) {
    return new BackfillRequest(
        new TenantId(row.text("tenant_id")),
        new ConfigurationId(row.uuid("configuration_id")),
        new StoragePath(row.text("path_prefix")),
        row.number("start_received"),
        row.number("received_to"),
        new Range(new Position(row.number("start_position")), new Position(row.number("range_to"))),
        SettingsJson.readSettings(row.text("settings")));
  }
}
