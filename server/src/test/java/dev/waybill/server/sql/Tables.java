package dev.waybill.server.sql;

import dev.waybill.export.Backfills;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ControlPlaneUnderTest;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations.Change;
import dev.waybill.export.ExportJob;
import dev.waybill.export.ExportLedger;
import dev.waybill.export.JobId;
import dev.waybill.export.LinkedExportsAtDeletion;
import dev.waybill.export.Redeliveries;
import dev.waybill.export.RedeliveryLedger;
import dev.waybill.export.Samples;
import dev.waybill.export.SelfCheckLedger;
import dev.waybill.export.Stream;
import dev.waybill.export.StreamId;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.server.notifications.Channel;
import dev.waybill.server.notifications.Grants;
import dev.waybill.server.secrets.SecretKey;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts of a control plane in a folder, with ways to fill them. */
final class Tables implements ControlPlaneUnderTest {
  static final int LIMIT = 5;

  final SettableTime time = new SettableTime(Samples.NOW);
  final Database database;
  final SecretKey secretKey;
  final IntegrationRows integrationRows;
  final SqlApiKeys apiKeys;
  final SqlTenants tenants;
  final SqlSessions sessions;
  final SqlPortalLinks portalLinks;
  final SqlStorageIntegrations integrations;
  final SqlExportConfigurations configurations;
  final SqlIntegrationChanges integrationChanges;
  final SqlExportHistory history;
  final SqlExportLedger ledger;
  final SqlRetentionLedger retention;
  final SqlBackfills backfills;
  final SqlRedeliveries redeliveries;
  final SqlRedeliveryLedger redeliveryLedger;
  final SqlSelfCheckLedger selfCheckLedger;
  final SqlWebhookEndpoints webhooks;

  /** Of each notification that found no room. */
  final List<Channel> leftOut = new ArrayList<>();

  Tables(Path folder) {
    RandomIds ids = new RandomIds(new SecureRandom());
    NotificationRows notifications =
        new NotificationRows(ids, new Announcements(Grants.NONE, true, leftOut::add));
    database =
        Database.open(
            MigratedFile.at(folder.resolve("control.db")),
            new OutboxRows(time, ids, notifications));
    secretKey = SecretKey.open(keys(folder), List.of());
    integrationRows = new IntegrationRows(secretKey, new IntegrationNews(Grants.NONE));
    apiKeys = new SqlApiKeys(database, new SecureRandom(), time);
    tenants = new SqlTenants(database, apiKeys);
    sessions = new SqlSessions(database, new SecureRandom());
    portalLinks = new SqlPortalLinks(database, new SecureRandom());
    integrations = new SqlStorageIntegrations(database, integrationRows);
    configurations = new SqlExportConfigurations(database, integrationRows, LIMIT);
    integrationChanges = new SqlIntegrationChanges(database, integrationRows, LIMIT);
    history = new SqlExportHistory(database);
    ledger = new SqlExportLedger(database, integrationRows, time);
    retention = new SqlRetentionLedger(database);
    backfills = new SqlBackfills(database);
    redeliveries = new SqlRedeliveries(database);
    redeliveryLedger = new SqlRedeliveryLedger(database, integrationRows);
    selfCheckLedger = new SqlSelfCheckLedger(database);
    webhooks = new SqlWebhookEndpoints(database, secretKey, notifications, new SecureRandom());
  }

  @Override
  public ExportLedger ledger() {
    return ledger;
  }

  @Override
  public Backfills backfills() {
    return backfills;
  }

  @Override
  public Redeliveries redeliveries() {
    return redeliveries;
  }

  @Override
  public RedeliveryLedger redeliveryLedger() {
    return redeliveryLedger;
  }

  @Override
  public SelfCheckLedger selfCheckLedger() {
    return selfCheckLedger;
  }

  @Override
  public void add(StorageIntegration integration, Credentials credentials) {
    tenants.upsert(integration.tenant(), "Acme", Samples.NOW);
    database.run(tx -> integrationRows.insert(tx, integration, credentials));
  }

  @Override
  public void add(ExportConfiguration configuration, Stream stream, Instant nextDue) {
    done(configurations.create(configuration, stream, nextDue, Optional.empty()));
  }

  /** Creates a configuration on an integration of its own, due at {@link Samples#NOW}. */
  ExportConfiguration create(TenantId tenant, String bucket) {
    tenants.upsert(tenant, "Acme", Samples.NOW);
    StorageIntegration integration = Samples.integration(tenant, Samples.location(bucket));
    ExportConfiguration configuration = Samples.configuration(integration);
    return done(
        configurations.create(
            integration,
            Samples.CREDENTIALS,
            configuration,
            Samples.stream(configuration),
            Samples.NOW,
            Optional.empty()));
  }

  void move(TenantId tenant, IntegrationId id, Location location) {
    database.run(
        tx ->
            integrationRows.relocate(
                tx, integrationRows.find(tx, tenant, id).orElseThrow(), location, Samples.NOW));
  }

  @Override
  public void change(ExportConfiguration changed) {
    done(configurations.update(changed, Samples.NOW));
  }

  @Override
  public void move(IntegrationId integration, Location location) {
    move(Samples.TENANT, integration, location);
  }

  @Override
  public void detach(IntegrationId integration) {
    integrationChanges.delete(
        Samples.TENANT, integration, LinkedExportsAtDeletion.PAUSE, Samples.NOW);
  }

  @Override
  public void remove(ConfigurationId configuration) {
    delete(Samples.TENANT, configuration);
  }

  @Override
  public ExportJob job(JobId id) {
    return history.job(Samples.TENANT, id).orElseThrow().job();
  }

  @Override
  public void retainFrom(TenantId tenant, Position position) {
    database.run(tx -> RetentionRows.raise(tx, tenant, position));
  }

  @Override
  public void give(StreamId id) {
    database.run(tx -> GivenNames.give(tx, id));
  }

  @Override
  public void damage(StreamId id) {
    database.run(
        tx -> tx.update("UPDATE backfills SET settings = '{}' WHERE stream_id = ?", id.value()));
  }

  @Override
  public void wake(IntegrationId integration, Instant now) {
    integrations.wake(Samples.TENANT, integration, now);
  }

  void delete(TenantId tenant, ConfigurationId id) {
    done(configurations.delete(tenant, id, Samples.NOW));
  }

  /** Ends the streams of deleted configurations where they stand. */
  void endStreams() {
    database.run(tx -> EndingRows.endAll(tx, Samples.NOW));
  }

  /** From then on writes that record an act throw, though they are durable. */
  void failAfterCommits() {
    database.onRecorded(
        () -> {
          throw new IllegalStateException("after the commit");
        });
  }

  List<String> plan(String sql, Object... values) {
    return database.read(
        tx -> tx.all(row -> row.text("detail"), "EXPLAIN QUERY PLAN " + sql, values));
  }

  long count(String table) {
    return database
        .read(tx -> tx.one(row -> row.number("n"), "SELECT COUNT(*) AS n FROM " + table))
        .orElseThrow();
  }

  static ExportConfiguration done(Change change) {
    return switch (change) {
      case Change.Done(ExportConfiguration configuration) -> configuration;
      case Change.NotFound(),
          Change.IntegrationNotFound(),
          Change.NameTaken(),
          Change.StartGone(_),
          Change.Conflict(_) ->
          throw new AssertionError("not done: " + change);
    };
  }

  @Override
  public void close() {
    database.close();
  }

  private static Path keys(Path folder) {
    try {
      return Files.createDirectories(folder.resolve("keys"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
