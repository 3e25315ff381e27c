package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.Samples;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.manifest.KeyId;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.secrets.SecretKey;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneTest {
  private static final Pattern VERSION = Pattern.compile("V(\\d+)__.*\\.sql");

  private final DataDirectory directory;

  ControlPlaneTest(@TempDir Path folder) {
    directory = DataDirectory.open(folder.resolve("data"));
  }

  @AfterEach
  void close() {
    directory.close();
  }

  @Test
  void isThereAgainAfterARestart() {
    StorageIntegration integration = Samples.integration(Samples.TENANT, Samples.location("first"));
    ExportConfiguration configuration = Samples.configuration(integration);
    KeyId rotated;
    try (ControlPlane first = open()) {
      assertThat(first.isReachable()).isTrue();
      rotated = first.signingKeys().rotate(Samples.NOW).id();
      first.tenants().upsert(Samples.TENANT, "Acme", Samples.NOW);
      Tables.done(
          first
              .exportConfigurations()
              .create(
                  integration,
                  Samples.CREDENTIALS,
                  configuration,
                  Samples.stream(configuration),
                  Samples.NOW,
                  Optional.empty()));
    }
    try (ControlPlane second = open()) {
      assertThat(second.tenants().find(Samples.TENANT)).isPresent();
      assertThat(second.exportLedger().due(Samples.NOW, 1)).containsExactly(configuration.id());
      assertThat(second.storageIntegrations().credentials(Samples.TENANT, integration.id()))
          .contains(Samples.CREDENTIALS);
      assertThat(second.signingKeys().current().key()).isEqualTo(rotated);
    }
  }

  @Test
  void refusesToStartWithADamagedSigningKey() {
    open().close();
    try (Database database = Database.open(directory.controlPlane())) {
      database.run(tx -> tx.update("UPDATE signing_keys SET secret = x'00'"));
    }

    assertThatThrownBy(this::open)
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("is damaged");
  }

  @Test
  void commitsWithFullSync() {
    try (Database database = Database.open(directory.controlPlane())) {
      assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(database, "synchronous")).isEqualTo("2");
      assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
    }
  }

  @Test
  void onlyItsOwnerReadsItsFiles() throws IOException {
    try (ControlPlane plane = open();
        Stream<Path> files = Files.list(directory.path())) {
      plane.tenants().upsert(Samples.TENANT, "Acme", Samples.NOW);
      for (Path file : files.filter(path -> path.toString().contains("control.db")).toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void leavesNothingOfAWriteThatFails() {
    try (Database database = Database.open(directory.controlPlane())) {
      String insert = "INSERT INTO given_names (kind, name) VALUES ('STREAM', 'a')";

      assertThatThrownBy(
              () ->
                  database.run(
                      tx -> {
                        tx.update(insert);
                        tx.update(insert);
                      }))
          .isInstanceOf(ControlPlaneException.class);

      assertThat(database.<Boolean>read(tx -> tx.exists("SELECT 1 FROM given_names"))).isFalse();
      database.run(tx -> tx.update(insert));
    }
  }

  @Test
  void refusesToStartWithoutTheKeyOfItsSecrets() throws IOException {
    open().close();
    Files.delete(directory.keys().resolve("secrets.json"));

    assertThatThrownBy(this::open)
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("secrets.json is missing");
    assertThat(directory.keys()).isEmptyDirectory();
  }

  @Test
  void refusesToStartWithAnotherKey() throws IOException {
    open().close();
    Path key = directory.keys().resolve("secrets.json");
    Files.delete(key);
    Files.move(directory.controlPlane(), directory.path().resolve("aside"));
    open().close();
    Files.delete(directory.controlPlane());
    Files.move(directory.path().resolve("aside"), directory.controlPlane());

    assertThatThrownBy(this::open)
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("is not the key");
  }

  /** An older copy of the key file was put back after a crash that left a new key unused. */
  @Test
  void doesWithoutARecordedKeyThatNothingIsEncryptedWith() {
    open().close();
    try (Database database = Database.open(directory.controlPlane())) {
      recordAKey(database);
    }

    try (ControlPlane plane = open()) {
      assertThat(plane.signingKeys().list()).hasSize(1);
    }
  }

  @Test
  void refusesToStartIfOneOfTheKeysThatItsSecretsNeedIsMissing() {
    open().close();
    try (Database database = Database.open(directory.controlPlane())) {
      recordAKey(database);
      database.run(
          tx ->
              tx.update(
                  "UPDATE signing_keys SET secret = ?",
                  Arrays.copyOf(SecretKey.prefix("12345"), 100)));
    }

    assertThatThrownBy(this::open)
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("is not the key")
        .hasMessageContaining("needed is 12345");
  }

  @Test
  void completesAMigrationThatACrashCutShort() throws IOException {
    Files.createFile(directory.controlPlane());

    try (ControlPlane plane = open()) {
      assertThat(plane.tenants().list())
          .singleElement()
          .satisfies(tenant -> assertThat(tenant.id()).isEqualTo(TenantId.OPERATORS));
    }
  }

  @Test
  void refusesTablesOfANewerVersion() {
    try (Database database = Database.open(directory.controlPlane())) {
      database.run(tx -> tx.update("UPDATE flyway_schema_history SET version = '99'"));
    }

    assertThatThrownBy(this::open)
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("have version 99")
        .hasMessageNotContaining("\n");
  }

  @Test
  void knowsTheNewestMigration() throws IOException {
    try (Stream<Path> migrations =
        Files.list(
            Path.of(
                    Objects.requireNonNull(
                            Schema.class.getResource("/db/migration/V1__control_plane.sql"))
                        .getPath())
                .resolveSibling("."))) {
      assertThat(
              migrations
                  .map(file -> VERSION.matcher(file.getFileName().toString()))
                  .filter(Matcher::matches)
                  .mapToInt(name -> Integer.parseInt(name.group(1)))
                  .max())
          .hasValue(Schema.VERSION);
    }
  }

  @Test
  void namesTheFurthestPositionOfEachTenant() {
    try (Tables tables = new Tables(directory.path())) {
      tables.create(Samples.TENANT, "first");
      ExportConfiguration ahead = tables.create(Samples.TENANT, "second");
      ExportJob job = Samples.job(ahead, Samples.stream(ahead));
      tables.ledger.plan(job, Samples.NOW, Samples.NOW);
    }

    try (ControlPlane plane = open()) {
      assertThat(plane.furthestPositions())
          .containsExactly(Map.entry(Samples.TENANT, new Position(10)));
    }
  }

  private static void recordAKey(Database database) {
    database.run(
        tx ->
            tx.update("INSERT INTO secret_keys (id, created_at) VALUES ('12345', ?)", Samples.NOW));
  }

  private ControlPlane open() {
    return ControlPlane.open(directory, new SettableTime(Samples.NOW), new SecureRandom(), 1000);
  }

  private static String pragma(Database database, String name) {
    return database.write(tx -> tx.one(row -> row.text(name), "PRAGMA " + name)).orElseThrow();
  }
}
