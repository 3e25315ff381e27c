package dev.waybill.server.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.DeliveredHour;
import dev.waybill.export.DeliveredObject;
import dev.waybill.export.ExportHistory;
import dev.waybill.export.Freshness;
import dev.waybill.export.JobId;
import dev.waybill.export.JobPlace;
import dev.waybill.export.JobStatus;
import dev.waybill.export.JobTask;
import dev.waybill.export.JobView;
import dev.waybill.export.StreamId;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

final class SqlExportHistory implements ExportHistory {
  private static final String SELECT =
      """
      SELECT j.*, c.tenant_id, d.events, d.suppressed, d.expired FROM export_jobs j
      JOIN export_configurations c ON c.id = j.configuration_id
      LEFT JOIN deliveries d ON d.job_id = j.id
      WHERE c.tenant_id = ?
      """;

  /** A page of a stream's jobs. */
  static final String PAGE =
      SELECT
          + """
           AND j.configuration_id = ? AND j.stream_id = ? AND j.sequence < ?
          ORDER BY j.sequence DESC LIMIT ?
          """;

  private final Database database;

  SqlExportHistory(Database database) {
    this.database = requireNonNull(database, "database is null");
  }

  @Override
  public List<JobView> jobs(
      TenantId tenant, ConfigurationId configuration, int limit, Optional<JobPlace> after) {
    return database.read(
        tx -> {
          List<JobView> found = new ArrayList<>();
          Optional<JobPlace> next = after.or(() -> newest(tx, tenant, configuration));
          while (next.isPresent() && found.size() < limit) {
            JobPlace below = next.get();
            found.addAll(page(tx, tenant, configuration, limit - found.size(), below));
            next = previous(tx, tenant, configuration, below.stream());
          }
          return List.copyOf(found);
        });
  }

  /** Above the newest job of the configuration's stream. */
  private static Optional<JobPlace> newest(
      Transaction tx, TenantId tenant, ConfigurationId configuration) {
    return tx.one(
        row -> aboveAll(row.uuid("id")),
        """
        SELECT s.id FROM streams s JOIN export_configurations c ON c.id = s.configuration_id
        WHERE s.configuration_id = ? AND s.kind = 'REGULAR' AND c.tenant_id = ?
        """,
        configuration.value(),
        tenant.value());
  }

  /** Above the newest job of the stream that this one replaced. */
  private static Optional<JobPlace> previous(
      Transaction tx, TenantId tenant, ConfigurationId configuration, StreamId stream) {
    return tx.one(
        row -> aboveAll(row.uuid("previous_stream")),
        """
        SELECT s.previous_stream FROM streams s
        JOIN export_configurations c ON c.id = s.configuration_id
        WHERE s.id = ? AND s.configuration_id = ? AND c.tenant_id = ?
          AND s.previous_stream IS NOT NULL
        """,
        stream.value(),
        configuration.value(),
        tenant.value());
  }

  private static JobPlace aboveAll(UUID stream) {
    return new JobPlace(new StreamId(stream), Long.MAX_VALUE);
  }

  private static List<JobView> page(
      Transaction tx, TenantId tenant, ConfigurationId configuration, int limit, JobPlace below) {
    List<JobView> jobs =
        tx.all(
            SqlExportHistory::withoutObjects,
            PAGE,
            tenant.value(),
            configuration.value(),
            below.stream().value(),
            below.sequence(),
            limit);
    return jobs.isEmpty() ? jobs : withObjects(tx, tenant, jobs);
  }

  @Override
  public Map<ConfigurationId, Freshness> freshness(TenantId tenant) {
    return database.read(tx -> FreshnessQuery.read(tx, tenant));
  }

  @Override
  public Optional<Freshness> freshness(TenantId tenant, ConfigurationId configuration) {
    return database.read(tx -> FreshnessQuery.read(tx, tenant, configuration));
  }

  @Override
  public List<DeliveredHour> deliveredByHour(TenantId tenant, Instant from, Instant to) {
    return database.read(tx -> DeliveredHourRows.of(tx, tenant, from, to));
  }

  @Override
  public List<DeliveredHour> deliveredByHour(
      TenantId tenant, ConfigurationId configuration, Instant from, Instant to) {
    return database.read(tx -> DeliveredHourRows.of(tx, tenant, configuration, from, to));
  }

  @Override
  public Optional<JobView> job(TenantId tenant, JobId id) {
    return database.read(
        tx ->
            tx.one(
                    SqlExportHistory::withoutObjects,
                    SELECT + " AND j.id = ?",
                    tenant.value(),
                    id.value())
                .map(job -> withObjects(tx, tenant, List.of(job)).getFirst()));
  }

  @Override
  public List<JobTask> tasks(TenantId tenant, JobId id) {
    return database.read(
        tx ->
            tx.all(
                SqlExportHistory::task,
                """
                SELECT t.* FROM job_tasks t
                JOIN export_jobs j ON j.id = t.job_id
                JOIN export_configurations c ON c.id = j.configuration_id
                WHERE t.job_id = ? AND c.tenant_id = ? ORDER BY t.attempt
                """,
                id.value(),
                tenant.value()));
  }

  /** One query for the objects of jobs that are neighbours in their stream. */
  private static List<JobView> withObjects(
      Transaction tx, TenantId tenant, List<JobView> newestFirst) {
    Map<UUID, List<DeliveredObject>> objects =
        tx
            .all(
                row -> Map.entry(row.uuid("job_id"), JobRows.object(row)),
                """
                SELECT o.* FROM job_objects o
                JOIN export_jobs j ON j.id = o.job_id AND j.place = o.place
                JOIN export_configurations c ON c.id = j.configuration_id
                WHERE c.tenant_id = ? AND j.stream_id = ? AND j.sequence BETWEEN ? AND ?
                ORDER BY j.sequence, o.object_key
                """,
                tenant.value(),
                newestFirst.getFirst().job().stream().value(),
                newestFirst.getLast().job().sequence(),
                newestFirst.getFirst().job().sequence())
            .stream()
            .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    return newestFirst.stream()
        .map(view -> with(view, objects.getOrDefault(view.job().id().value(), List.of())))
        .toList();
  }

  /** An object holds an event at least: a job that succeeded without any committed none. */
  private static JobView with(JobView view, List<DeliveredObject> put) {
    boolean expired = view.job().status() == JobStatus.SUCCEEDED && view.events() == 0;
    return new JobView(
        view.job(),
        view.events(),
        view.suppressed(),
        view.expired(),
        expired ? List.of() : put,
        expired ? put : List.of(),
        view.createdAt(),
        view.finishedAt());
  }

  private static JobView withoutObjects(Row row) {
    return new JobView(
        JobRows.job(row),
        row.number("events"), // these are 0 where nothing was delivered
        row.number("suppressed"),
        row.number("expired"),
        List.of(),
        List.of(),
        row.time("created_at"),
        row.optionalTime("finished_at"));
  }

  private static JobTask task(Row row) {
    int attempt = row.integer("attempt");
    return new JobTask(
        UUID.nameUUIDFromBytes((row.text("job_id") + "/" + attempt).getBytes(UTF_8)),
        attempt,
        row.word("status", JobTask.Status.class),
        row.time("started_at"),
        row.optionalTime("ended_at"),
        row.optionalText("failure").map(FailureJson::read));
  }
}
