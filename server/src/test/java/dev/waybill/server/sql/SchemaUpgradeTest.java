package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.export.DeliveredObject;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.Freshness;
import dev.waybill.export.JobView;
import dev.waybill.export.Plannable;
import dev.waybill.export.Samples;
import dev.waybill.export.Stream;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.secrets.SecretBinding.DestinationCredentials;
import dev.waybill.server.secrets.SecretKey;
import dev.waybill.storage.Authentication;
import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.Location;
import dev.waybill.storage.RoleArn;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that earlier versions made, with what they kept in them. */
class SchemaUpgradeTest {
  private final StorageIntegration integration =
      Samples.integration(Samples.TENANT, Samples.location("archive"));
  private final ExportConfiguration delivering = Samples.configuration(integration);
  private final ExportConfiguration untouched = Samples.configuration(integration);
  private final ExportConfiguration deleted = Samples.configuration(integration);
  private final Stream first = Samples.withCursor(Samples.stream(delivering), new Position(40));
  private final Stream now = Samples.at(Samples.withCursor(first, new Position(50)), 2, 11);
  private final ExportJob delivered = Samples.job(delivering, first);
  private final ExportJob started = Samples.job(delivering, now);
  private final ExportJob cancelled = Samples.job(deleted, Samples.stream(deleted));
  private final Stream still = Samples.withCursor(Samples.stream(untouched), new Position(7));

  @TempDir private Path folder;

  @Test
  void areUpgradedWithoutALoss() throws SQLException {
    make("1", _ -> {});

    try (Tables tables = new Tables(folder)) {
      assertThat(start(tables, first)).containsExactly(40L, first.receivedThrough());
      assertThat(start(tables, still)).containsExactly(7L, still.receivedThrough());
      Plannable plannable = tables.ledger.plannable(delivering.id()).orElseThrow();
      assertThat(plannable.stream()).isEqualTo(now);
      assertThat(plannable.unfinished().orElseThrow().heldFrom()).contains(new Position(50));
      assertThat(tables.ledger.due(Samples.NOW, 10)).containsExactly(untouched.id());
      List<JobView> jobs =
          tables.history.jobs(Samples.TENANT, delivering.id(), 10, Optional.empty());
      assertThat(jobs)
          .extracting(view -> view.job().id())
          .containsExactly(started.id(), delivered.id());
      assertThat(jobs.getLast().events()).isEqualTo(10);
      assertThat(jobs.getLast().objects())
          .singleElement()
          .satisfies(object -> assertThat(object.hashes()).isEmpty());
      assertThat(jobs.getFirst().objects()).isEmpty();
      assertThat(tables.history.freshness(Samples.TENANT).get(delivering.id()))
          .extracting(Freshness::consecutiveFailures)
          .isEqualTo(2);
      assertThat(tables.tenants.list()).hasSize(1);
      assertThat(tables.database.read(Incarnations::current).number()).isZero();
      assertThat(tables.count("signing_keys")).isZero();
      assertThat(tables.count("sessions")).isZero();
      assertThat(tables.ledger.plannable(deleted.id())).as("has ended").isEmpty();
    }
  }

  /** It is put again, gets its hashes then, and is found to be there. */
  @Test
  void takesWhatAnUnfinishedJobHasPutForItsOwn() throws SQLException {
    make("1", _ -> {});

    try (Tables tables = new Tables(folder)) {
      assertThat(objects(tables, started)).isEmpty();
      assertThat(tables.count("job_tasks WHERE leftovers = 'POSSIBLE'")).isEqualTo(3);
    }
  }

  @Test
  void aCancelledJobKeepsTheHistoryOfWhatItPut() throws SQLException {
    make("1", _ -> {});

    try (Tables tables = new Tables(folder)) {
      assertThat(objects(tables, cancelled)).hasSize(1);
      assertThat(tables.count("job_tasks WHERE leftovers = 'NONE'")).isEqualTo(1);
    }
  }

  /** The very job goes on if the same backfill is asked for again. */
  @Test
  void takesWhatACancelledBackfillHasPutForItsOwn() throws SQLException {
    make(
        "4",
        tx ->
            tx.update(
                "UPDATE export_jobs SET kind = 'BACKFILL' WHERE id = ?", cancelled.id().value()));

    try (Tables tables = new Tables(folder)) {
      assertThat(objects(tables, cancelled)).isEmpty();
      assertThat(tables.count("job_tasks WHERE leftovers = 'POSSIBLE'")).isEqualTo(4);
    }
  }

  @Test
  void anIntegrationOfBeforeStillGoesWithItsLastExport() throws SQLException {
    make("4", _ -> {});

    try (Tables tables = new Tables(folder)) {
      assertThat(tables.integrations.list(Samples.TENANT)).hasSize(1);
      tables.delete(Samples.TENANT, delivering.id());
      tables.delete(Samples.TENANT, untouched.id());
      assertThat(tables.integrations.list(Samples.TENANT)).isEmpty();
    }
  }

  @Test
  void keepsKeysQuotasAndSecretsOfBeforeThereWasAnOperatorsTenant() throws SQLException {
    Path data = folder.resolve("data");
    String secret = KeySecrets.draw(new SecureRandom());
    try (DataDirectory directory = DataDirectory.open(data)) {
      SecretKey key = SecretKey.open(directory.keys(), List.of());
      make(directory.controlPlane(), "8", tx -> fillAsOfVersion8(tx, key, secret));
    }

    try (DataDirectory directory = DataDirectory.open(data);
        ControlPlane plane =
            ControlPlane.open(
                directory, new SettableTime(Samples.NOW), new SecureRandom(), Tables.LIMIT)) {
      ApiKey authenticated = plane.apiKeys().authenticate(secret).orElseThrow();
      assertThat(authenticated.tenant()).contains(Samples.TENANT);
      assertThat(authenticated.permissions()).containsExactly(Permission.AUDIT);
      assertThat(authenticated.expiresAt()).isEmpty();
      Tenant tenant = plane.tenants().find(Samples.TENANT).orElseThrow();
      assertThat(tenant.entitlements().auditing()).isTrue();
      assertThat(tenant.recipients()).isEmpty();
      assertThat(tenant.quotas())
          .isEqualTo(new TenantQuotas(Optional.of(7), Optional.of(21), Optional.of(1_000_000L)));
      assertThat(plane.tenants().find(TenantId.OPERATORS)).isPresent();
      assertThat(plane.storageIntegrations().credentials(Samples.TENANT, integration.id()))
          .contains(Samples.CREDENTIALS);
    }
  }

  @Test
  void anIntegrationOfBeforeKeepsItsWayToAuthenticate() throws SQLException {
    RoleArn role = new RoleArn("arn:aws:iam::111122223333:role/a\"b\\c/writer");
    DirectoryLocation directory =
        new DirectoryLocation("/srv/exports", Samples.TENANT, new StoragePath("audit"));
    make(
        "12",
        tx -> {
          copy(tx, new UUID(1, 1), integration.location());
          tx.update(
              "UPDATE storage_integrations SET role_arn = ? WHERE id = ?",
              role.value(),
              new UUID(1, 1));
          copy(tx, new UUID(1, 2), directory);
        });

    try (Tables tables = new Tables(folder)) {
      assertThat(tables.integrations.list(Samples.TENANT))
          .hasSize(3)
          .allMatch(StorageIntegration::confirmed);
      assertThat(authentication(tables, integration.id().value()))
          .isEqualTo(new Authentication.AccessKey());
      assertThat(authentication(tables, new UUID(1, 1)))
          .isEqualTo(new Authentication.AssumedRole(role));
      assertThat(authentication(tables, new UUID(1, 2))).isEqualTo(new Authentication.None());
      assertThat(tables.count("storage_integrations WHERE expiry_notice_at IS NOT NULL")).isZero();
    }
  }

  private void copy(Transaction tx, UUID id, Location location) {
    tx.update(
        """
        INSERT INTO storage_integrations (id, tenant_id, name, location, place, external_id,
          test_status, test_stage, tested_at, revision, created_at, updated_at)
        SELECT ?, tenant_id, name, ?, ?, ?, test_status, test_stage, tested_at, revision,
          created_at, updated_at
        FROM storage_integrations WHERE id = ?
        """,
        id,
        LocationJson.write(location),
        location.toString(),
        id,
        integration.id().value());
  }

  private static Authentication authentication(Tables tables, UUID id) {
    return tables
        .integrations
        .find(Samples.TENANT, new IntegrationId(id))
        .orElseThrow()
        .authentication();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "8"})
  void refusesToMakeACustomersTenantTheOperators(String version) throws SQLException {
    make(
        version,
        tx ->
            tx.update(
                "INSERT INTO tenants (id, name, suspended, created_at, updated_at)"
                    + " VALUES ('_operators', 'Operators Ltd', 0, ?, ?)",
                Samples.NOW,
                Samples.NOW));

    for (int starts = 0; starts < 2; starts++) {
      assertThatThrownBy(() -> new Tables(folder))
          .isInstanceOf(StartRefusedException.class)
          .hasMessageContaining("a tenant with the id _operators")
          .hasMessageContaining("delete this one")
          .hasMessageNotContaining("\n");
      assertThat(version()).as("nothing is migrated").isEqualTo(version);
    }
    try (HikariDataSource database = SqliteFile.writer(folder.resolve("control.db"))) {
      commit(database, tx -> tx.update("DELETE FROM tenants WHERE id = '_operators'"));
    }
    try (Tables tables = new Tables(folder)) {
      assertThat(tables.tenants.list())
          .extracting(Tenant::id)
          .contains(Samples.TENANT)
          .doesNotContain(TenantId.OPERATORS);
    }
  }

  private String version() throws SQLException {
    try (HikariDataSource database = SqliteFile.writer(folder.resolve("control.db"));
        Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      return new Transaction(connection)
          .one(
              row -> row.text("version"),
              "SELECT version FROM flyway_schema_history ORDER BY installed_rank DESC LIMIT 1")
          .orElseThrow();
    }
  }

  private void fillAsOfVersion8(Transaction tx, SecretKey key, String secret) {
    tx.update("INSERT INTO secret_keys (id, created_at) VALUES (?, ?)", key.id(), Samples.NOW);
    tx.update(
        "UPDATE tenants SET retention_days = 7, hard_limit_days = 21, storage_quota_bytes = 1000000");
    tx.update(
        "INSERT INTO api_keys (id, tenant_id, name, permissions, prefix, hash, created_at)"
            + " VALUES (?, ?, 'ci', 'AUDIT', ?, ?, ?)",
        new UUID(8, 8),
        Samples.TENANT.value(),
        secret.substring(0, KeySecrets.SHOWN),
        KeyHash.of(secret).bytes(),
        Samples.NOW);
    tx.update(
        "UPDATE storage_integrations SET credentials = ?",
        key.encrypt(
            CredentialsJson.write(Samples.CREDENTIALS),
            new DestinationCredentials(Samples.TENANT, integration.id().value())));
  }

  private List<DeliveredObject> objects(Tables tables, ExportJob job) {
    return tables.database.read(
        tx -> JobRows.objects(tx, job.id(), integration.location().toString()));
  }

  private List<Long> start(Tables tables, Stream stream) {
    return tables
        .database
        .read(
            tx ->
                tx.one(
                    row -> List.of(row.number("start_position"), row.number("start_received")),
                    "SELECT * FROM streams WHERE id = ?",
                    stream.id().value()))
        .orElseThrow();
  }

  private void make(String version, Consumer<Transaction> more) throws SQLException {
    make(folder.resolve("control.db"), version, more);
  }

  private void make(Path file, String version, Consumer<Transaction> more) throws SQLException {
    try (HikariDataSource database = SqliteFile.writer(file)) {
      migrate(database, "1");
      commit(database, this::fill);
      migrate(database, version);
      commit(database, more);
    }
  }

  private static void migrate(HikariDataSource database, String version) {
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(database)
        .locations("classpath:db/migration")
        .target(version)
        .load()
        .migrate();
  }

  private static void commit(HikariDataSource database, Consumer<Transaction> work)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      work.accept(new Transaction(connection));
      connection.commit();
    }
  }

  private void fill(Transaction tx) {
    tx.update(
        "INSERT INTO tenants (id, name, suspended, created_at, updated_at) VALUES (?, 'Acme', 0, ?,"
            + " ?)",
        Samples.TENANT.value(),
        Samples.NOW,
        Samples.NOW);
    tx.update(
        """
        INSERT INTO storage_integrations (id, tenant_id, name, location, place, external_id,
          test_status, test_stage, tested_at, revision, created_at, updated_at)
        VALUES (?, ?, 'archive', ?, ?, ?, 'SUCCESS', 'COMPLETE', ?, 1, ?, ?)
        """,
        integration.id().value(),
        Samples.TENANT.value(),
        LocationJson.write(integration.location()),
        integration.location().toString(),
        integration.externalId(),
        Samples.NOW,
        Samples.NOW,
        Samples.NOW);
    insert(tx, deleted, false);
    tx.update(
        "UPDATE export_configurations SET deleted_at = ? WHERE id = ?",
        Samples.NOW,
        deleted.id().value());
    insert(tx, delivering, true);
    insert(tx, untouched, false);
    insert(tx, now);
    insert(tx, still);
    insert(tx, delivered, "SUCCEEDED");
    insert(tx, started, "BLOCKED");
    insert(tx, started, 1, "FAILED");
    insert(tx, started, 2, "CANCELLED");
    insert(tx, started, 3, "FAILED");
    insertObject(tx, delivered);
    insertObject(tx, started);
    insert(tx, Samples.stream(deleted));
    insert(tx, cancelled, "CANCELLED");
    insert(tx, cancelled, 1, "CANCELLED");
    insertObject(tx, cancelled);
    tx.update(
        """
        INSERT INTO manifests (stream_id, sequence, job_id, events, suppressed, expired, objects,
          created_at)
        VALUES (?, 1, ?, 10, 0, 0, '[]', ?)
        """,
        first.id().value(),
        delivered.id().value(),
        Samples.NOW);
  }

  private static void insert(Transaction tx, ExportConfiguration configuration, boolean open) {
    tx.update(
        """
        INSERT INTO export_configurations (id, tenant_id, name, integration_id, tick_interval,
          selection, compression, layout, service_fields, start_from, enabled, revision,
          next_due_at, last_tick, job_open, created_at, updated_at)
        VALUES (?, ?, 'all', ?, ?, ?, 'GZIP', 'HIVE_HOURLY', 1, 'BEGINNING', 1, 1, ?, ?, ?, ?, ?)
        """,
        configuration.id().value(),
        configuration.tenant().value(),
        configuration.integration().value(),
        configuration.interval(),
        SettingsJson.write(configuration.selection()),
        Samples.NOW,
        Samples.NOW.minusSeconds(3600),
        open,
        Samples.NOW,
        Samples.NOW);
  }

  private static void insert(Transaction tx, Stream stream) {
    tx.update(
        """
        INSERT INTO streams (id, configuration_id, kind, prefix, cursor_position, received_through,
          next_sequence, next_ordinal)
        VALUES (?, ?, 'REGULAR', ?, ?, ?, ?, ?)
        """,
        stream.id().value(),
        stream.configuration().value(),
        stream.id().prefix(),
        stream.cursor().value(),
        stream.receivedThrough(),
        stream.nextSequence(),
        stream.nextOrdinal());
  }

  private void insert(Transaction tx, ExportJob job, int attempt, String status) {
    tx.update(
        """
        INSERT INTO job_tasks (job_id, attempt, status, place, leftovers, started_at, ended_at)
        VALUES (?, ?, ?, ?, 'NONE', ?, ?)
        """,
        job.id().value(),
        attempt,
        status,
        integration.location().toString(),
        Samples.NOW,
        Samples.NOW);
  }

  private void insertObject(Transaction tx, ExportJob job) {
    tx.update(
        """
        INSERT INTO job_objects (job_id, place, object_key, events, bytes, stored_bytes,
          earliest_event_time, latest_event_time)
        VALUES (?, ?, 'events/a', 10, 3700, 800, 1, 2)
        """,
        job.id().value(),
        integration.location().toString());
  }

  private void insert(Transaction tx, ExportJob job, String status) {
    tx.update(
        """
        INSERT INTO export_jobs (id, configuration_id, stream_id, sequence, scheduled_at,
          range_from, range_to, received_from, received_through, first_ordinal, settings, status,
          started, requested, attempt, next_attempt_at, place, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 0, 3, ?, ?, ?)
        """,
        job.id().value(),
        job.configuration().value(),
        job.stream().value(),
        job.sequence(),
        job.scheduledAt(),
        job.range().from().value(),
        job.range().to().value(),
        job.receivedFrom(),
        job.receivedThrough(),
        job.firstOrdinal(),
        SettingsJson.write(job.settings()),
        status,
        Samples.NOW,
        integration.location().toString(),
        Samples.NOW);
  }
}
