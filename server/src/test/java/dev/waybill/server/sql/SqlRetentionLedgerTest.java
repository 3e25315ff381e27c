package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations.Change;
import dev.waybill.export.ExportJob;
import dev.waybill.export.Samples;
import dev.waybill.export.Stream;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.retention.RetentionLedger;
import dev.waybill.retention.RetentionLedgerContract;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlRetentionLedgerTest extends RetentionLedgerContract {
  private static final Instant NOW = Samples.NOW;

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
  protected void setQuotas(Tenant tenant, TenantQuotas quotas) {
    tables.tenants.setQuotas(tenant.id(), quotas, NOW);
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
  protected void end(TenantId tenant, ConfigurationId export) {
    tables.endStreams();
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
  void findsWhatHoldsByIndex() {
    assertThat(tables.plan(RetentionRows.HOLDS, "acme", "acme", "acme"))
        .noneMatch(step -> step.startsWith("SCAN"));
  }

  @Test
  void findsWhatOneExportHoldsWithoutALookAtTheOthers() {
    assertThat(tables.plan(RetentionRows.HELD, "acme", "acme", "acme", "id"))
        .noneMatch(step -> step.startsWith("SCAN c") || step.startsWith("SCAN s"))
        .filteredOn(step -> step.startsWith("SEARCH c "))
        .hasSize(3)
        .allMatch(step -> step.contains("(id=?)"));
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
}
