package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Attempt;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.Delivery;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations.Change;
import dev.waybill.export.ExportJob;
import dev.waybill.export.JobView;
import dev.waybill.export.Samples;
import dev.waybill.export.Stream;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.retention.RetentionLedger;
import dev.waybill.retention.RetentionLedgerContract;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlRetentionLedgerTest extends RetentionLedgerContract {
  private static final Instant NOW = Samples.NOW;
  private static final Instant LATER = NOW.plusSeconds(100);

  private final Tables tables;

  SqlRetentionLedgerTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Override
  protected RetentionLedger ledger() {
    return tables.retention;
  }

  @Override
  protected Tenant addTenant(TenantId id, Instant created) {
    return tables.tenants.upsert(id, "Acme", created);
  }

  @Override
  protected void removeTenant(TenantId id) {
    tables.tenants.delete(id);
  }

  @Override
  protected ConfigurationId addExport(TenantId tenant, Position cursor) {
    return Tables.done(create(tenant, cursor)).id();
  }

  @Override
  protected void disable(TenantId tenant, ConfigurationId export) {
    Tables.done(tables.configurations.setEnabled(tenant, export, false, NOW));
  }

  @Override
  protected void delete(TenantId tenant, ConfigurationId export) {
    tables.delete(tenant, export);
  }

  @Override
  protected void planJob(TenantId tenant, ConfigurationId export) {
    plan(tables.configurations.find(tenant, export).orElseThrow());
  }

  @Override
  protected BackfillHandle addBackfill(ConfigurationId export, Position cursor) {
    String id = UUID.randomUUID().toString();
    tables.database.run(
        tx -> {
          tx.update(
              """
              INSERT INTO streams (id, configuration_id, kind, prefix, cursor_position,
                received_through, next_sequence, next_ordinal)
              VALUES (?, ?, 'BACKFILL', ?, ?, 0, 1, 1)
              """,
              id,
              export.value(),
              id,
              cursor.value());
          tx.update(
              """
              INSERT INTO backfills (stream_id, configuration_id, path_prefix, range_to,
                received_to, settings, status, job_open, events_done, bytes_done, created_at)
              VALUES (?, ?, '', 1000, 0, '{}', 'RUNNING', 0, 0, 0, 0)
              """,
              id,
              export.value());
        });
    return () ->
        tables.database.run(
            tx -> tx.update("UPDATE backfills SET status = 'CANCELLED' WHERE stream_id = ?", id));
  }

  @Override
  protected boolean canStartAt(TenantId tenant, Position position) {
    return create(tenant, position) instanceof Change.Done;
  }

  @Test
  void tellsFromWhereOnAStreamCanStart() {
    Tenant acme = addTenant(Samples.TENANT, NOW);
    ledger().mark(acme, new Position(100), Position.ZERO);

    assertThat(create(Samples.TENANT, new Position(99)))
        .isEqualTo(new Change.StartGone(new Position(100)));
    assertThat(tables.count("export_configurations")).isZero();
    assertThat(tables.count("given_names")).isZero();
  }

  @Test
  void prunesFinishedJobsButForTheLastOfEachStream() {
    ExportConfiguration export = tables.create(Samples.TENANT, "first");
    for (int i = 0; i < 3; i++) {
      deliver(export, NOW);
    }
    ExportConfiguration other = tables.create(Samples.TENANT, "second");
    deliver(other, NOW);
    deliver(export, LATER);
    ExportJob open = plan(export);

    assertThat(ledger().pruneJobs(NOW, 100)).isZero();
    assertThat(ledger().pruneJobs(LATER, 2)).isEqualTo(2);
    assertThat(ledger().pruneJobs(LATER, 2)).isEqualTo(1);
    assertThat(ledger().pruneJobs(LATER.plusSeconds(1), 2)).isZero();

    assertThat(sequences(export)).containsExactly(5L, 4L);
    assertThat(sequences(other)).containsExactly(1L);
    assertThat(tables.count("manifests")).isEqualTo(2);
    assertThat(tables.count("job_objects")).isEqualTo(2);
    assertThat(tables.count("job_tasks")).isEqualTo(2);
    assertThat(tables.history.job(Samples.TENANT, open.id())).isPresent();
  }

  @Test
  void findsOldJobsByIndex() {
    assertThat(tables.plan(SqlRetentionLedger.OLD_JOBS, 1L, 1L))
        .anyMatch(step -> step.contains("INDEX export_jobs_finished (finished_at<?)"))
        .noneMatch(step -> step.startsWith("SCAN") || step.contains("TEMP B-TREE"));
  }

  @Test
  void findsWhatHoldsByIndex() {
    assertThat(tables.plan(RetentionRows.HOLDS, "acme", "acme", "acme"))
        .noneMatch(step -> step.startsWith("SCAN"));
  }

  private Change create(TenantId tenant, Position cursor) {
    StorageIntegration integration =
        Samples.integration(tenant, Samples.location("b" + UUID.randomUUID()));
    ExportConfiguration configuration = Samples.configuration(integration);
    return tables.configurations.create(
        integration,
        Samples.CREDENTIALS,
        configuration,
        Samples.withCursor(Samples.stream(configuration), cursor),
        NOW,
        Optional.empty());
  }

  private ExportJob plan(ExportConfiguration export) {
    Stream stream = tables.configurations.stream(export.tenant(), export.id()).orElseThrow();
    ExportJob job = Samples.job(export, stream);
    assertThat(tables.ledger.plan(job, NOW, NOW)).isTrue();
    return job;
  }

  private void deliver(ExportConfiguration export, Instant at) {
    ExportJob job = plan(export);
    Attempt attempt = tables.ledger.claim(job.id(), NOW, NOW, NOW.plusSeconds(60)).orElseThrow();
    tables.ledger.start(attempt, Samples.settings(export), Position.ZERO);
    tables.ledger.recordObject(attempt, Samples.object("events/a"));
    tables.ledger.commit(
        attempt, new Delivery(10, 0, 0, List.of(Samples.object("events/a").key())), at);
  }

  private List<Long> sequences(ExportConfiguration export) {
    return tables.history.jobs(export.tenant(), export.id(), 100, Optional.empty()).stream()
        .map(JobView::job)
        .map(ExportJob::sequence)
        .toList();
  }
}
