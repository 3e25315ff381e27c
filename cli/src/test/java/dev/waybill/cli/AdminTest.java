package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTest {
  private final ScriptedServer server = new ScriptedServer();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void createsATenantUnderThePlatformsOwnId() {
    server.answering(200, "{\"id\":\"acme\",\"name\":\"Acme Corp\",\"suspended\":false}");

    Ran ran = run("tenant", "create", "Acme Corp", "--id", "acme");

    assertThat(ran.exitCode()).isZero();
    ScriptedServer.Asked asked = server.asked().getFirst();
    assertThat(asked.method()).isEqualTo("PUT");
    assertThat(asked.path()).isEqualTo("/api/admin/tenants/acme");
    assertThat(asked.body()).isEqualTo("{\"name\":\"Acme Corp\"}");
  }

  @Test
  void setsATenantsQuotas() {
    server.answering(200, "{\"id\":\"acme\"}").answering(200, "{\"id\":\"acme\"}");

    Ran ran =
        run(
            "tenant",
            "set",
            "acme",
            "--retention-days",
            "60",
            "--hard-limit-days",
            "default",
            "--storage-quota",
            "50GiB");

    assertThat(ran.exitCode()).isZero();
    assertThat(server.asked().getLast().body())
        .isEqualTo(
            "{\"quotas\":{\"retentionDays\":60,\"hardLimitDays\":null,\"storageQuotaBytes\":53687091200}}");
  }

  @Test
  void setsHowFastATenantSendsAndHowMuchItHas() {
    server.answering(200, "{\"id\":\"acme\"}").answering(200, "{\"id\":\"acme\"}");

    Ran ran =
        run(
            "tenant",
            "set",
            "acme",
            "--ingest-events-per-second=500",
            "--ingest-bytes-per-second=2MiB",
            "--export-configurations=3",
            "--storage-integrations=4",
            "--api-keys=default");

    assertThat(ran.exitCode()).isZero();
    assertThat(server.asked().getLast().body())
        .isEqualTo(
            "{\"quotas\":{\"ingestEventsPerSecond\":500,\"ingestBytesPerSecond\":2097152,"
                + "\"exportConfigurations\":3,\"storageIntegrations\":4,\"apiKeys\":null}}");
  }

  @Test
  void refusesQuotasThatAreNone() {
    assertThat(run("tenant", "set", "acme").err()).contains("Nothing to set").hasLineCount(1);
    Ran ran = run("tenant", "set", "acme", "--storage-quota", "50GB");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("'50GB' is not a value of storageQuotaBytes").hasLineCount(1);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void showsATenantsUsage() {
    server.answering(200, "{\"storedBytes\":7,\"retentionDays\":30,\"hardLimitDays\":90}");

    Ran ran = run("tenant", "usage", "acme", "-o", "table");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("storedBytes").contains("7").contains("90");
    assertThat(server.asked().getFirst().path()).isEqualTo("/api/admin/tenants/acme/usage");
  }

  @Test
  void refusesATenantIdThatCouldNotBeOne() {
    Ran ran = run("tenant", "suspend", "../other");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("A tenant id has 1 to 128").hasLineCount(1);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void makesAKeyOfATenantAndPrintsTheSecretAlone() {
    server.answering(201, "{\"id\":\"k1\",\"key\":\"wb_secret\"}");

    Ran ran =
        run(
            "key",
            "create",
            "--tenant",
            "acme",
            "--name",
            "sender",
            "--permission",
            "ingest,read",
            "--secret-only");

    assertThat(ran.out()).isEqualTo("wb_secret\n");
    assertThat(server.asked().getFirst().path()).isEqualTo("/api/admin/tenants/acme/keys");
    assertThat(server.asked().getFirst().body())
        .isEqualTo("{\"name\":\"sender\",\"permissions\":[\"INGEST\",\"READ\"]}");
  }

  @Test
  void replacesAKey() {
    server.answering(201, "{\"id\":\"k2\",\"key\":\"wb_secret\"}");

    Ran ran =
        run(
            "key",
            "rotate",
            "6b0f6a0e-6f0f-4d0e-8d9a-3f6d1d1d8c11",
            "--overlap",
            "1h",
            "--expires-at",
            "2027-01-31T00:00:00Z",
            "--secret-only");

    assertThat(ran.out()).isEqualTo("wb_secret\n");
    assertThat(server.asked().getFirst().method()).isEqualTo("POST");
    assertThat(server.asked().getFirst().path())
        .isEqualTo("/api/admin/keys/6b0f6a0e-6f0f-4d0e-8d9a-3f6d1d1d8c11/rotate");
    assertThat(server.asked().getFirst().body())
        .isEqualTo("{\"overlap\":\"1h\",\"expiresAt\":\"2027-01-31T00:00:00Z\"}");
  }

  @Test
  void makesAPlatformKeyWithoutATenant() {
    server.answering(201, "{\"id\":\"k1\",\"key\":\"wb_secret\"}");

    run("key", "create", "--name", "sender", "--permission", "INGEST");

    assertThat(server.asked().getFirst().path()).isEqualTo("/api/admin/keys");
  }

  @Test
  void namesThePermissionsWhenOneIsUnknown() {
    Ran ran = run("key", "create", "--name", "x", "--permission", "WRITE");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--permission", "INGEST");
  }

  @Test
  void confirmsTheClock() {
    server.answering(200, "{\"confirmed\":true}");

    Ran ran = run("clock", "confirm", "-o", "table");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).isEqualTo("confirmed\ntrue\n");
    assertThat(server.asked().getFirst().path()).isEqualTo("/api/admin/clock/confirm");
  }

  @Test
  void suspendsOnlyATenantThatThereIs() {
    server.answering(404, "{\"detail\":\"There is no such tenant.\"}");

    Ran ran = run("tenant", "suspend", "acme");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("waybill: There is no such tenant.\n");
    assertThat(server.asked()).hasSize(1);
    assertThat(server.asked().getFirst().method()).isEqualTo("GET");
  }

  @Test
  void suspendsATenant() {
    server.answering(200, "{\"id\":\"acme\"}").answering(200, "{\"id\":\"acme\"}");

    assertThat(run("tenant", "suspend", "acme").exitCode()).isZero();
    assertThat(server.asked().getLast().method()).isEqualTo("PUT");
    assertThat(server.asked().getLast().body()).isEqualTo("{\"suspended\":true}");
  }

  @Test
  void revokesOnlyWhatCanBeAKey() {
    Ran ran = run("key", "revoke", "../tenants/acme");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("waybill admin key list").hasLineCount(1);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void listsPermissionsForPeople() {
    server.answering(200, "{\"keys\":[{\"id\":\"k1\",\"permissions\":[\"INGEST\",\"READ\"]}]}");

    assertThat(run("key", "list", "-o", "table").out()).contains("INGEST,READ");
  }

  @Test
  void takesNoTenantWhereItMeansNothing() {
    assertThat(run("tenant", "list", "--tenant", "acme").exitCode()).isEqualTo(2);
    assertThat(run("clock", "confirm", "--tenant", "acme").exitCode()).isEqualTo(2);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void listsTheKeysThatSign() {
    server.answering(
        200,
        "{\"keys\":[{\"id\":\"new\",\"status\":\"CURRENT\",\"createdAt\":\"2026-11-20T14:20:00Z\"},"
            + "{\"id\":\"old\",\"status\":\"RETIRED\"}]}");

    Ran ran = run("signing-key", "list", "-o", "table");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("new", "CURRENT", "2026-11-20T14:20:00Z", "old", "RETIRED");
    assertThat(server.asked().getFirst().method()).isEqualTo("GET");
    assertThat(server.asked().getFirst().path()).isEqualTo("/api/admin/signing-keys");
  }

  @Test
  void rotatesTheKeyThatSigns() {
    server.answering(201, "{\"id\":\"new\",\"status\":\"CURRENT\",\"predecessor\":\"old\"}");

    Ran ran = run("signing-key", "rotate");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("\"id\" : \"new\"", "\"predecessor\" : \"old\"");
    assertThat(server.asked().getFirst().method()).isEqualTo("POST");
    assertThat(server.asked().getFirst().path()).isEqualTo("/api/admin/signing-keys/rotate");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void rotatesTheKeyOfTheSecretsAndWaitsForTheEnd() {
    server
        .answering(202, "{\"keys\":[\"1\"],\"rotation\":{\"status\":\"RUNNING\"}}")
        .answering(200, "{\"keys\":[\"1\",\"2\"],\"rotation\":{\"status\":\"RUNNING\"}}")
        .answering(
            200,
            "{\"keys\":[\"2\"],\"rotation\":{\"status\":\"SUCCEEDED\",\"encrypted\":7,\"advice\":\"Copy it.\"}}");

    Ran ran = run("secrets", "rotate");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("\"encrypted\" : 7");
    assertThat(ran.err()).isEqualTo("Copy it.\n");
    assertThat(server.asked()).hasSize(3);
    assertThat(server.asked().getFirst().method()).isEqualTo("POST");
    assertThat(server.asked().getFirst().path()).isEqualTo("/api/admin/secrets/rotate");
    assertThat(server.asked().getLast().method()).isEqualTo("GET");
    assertThat(server.asked().getLast().path()).isEqualTo("/api/admin/secrets");
  }

  @Test
  void saysWhyTheKeyOfTheSecretsWasNotRotated() {
    server.answering(
        202, "{\"keys\":[\"1\"],\"rotation\":{\"status\":\"FAILED\",\"failure\":\"No room.\"}}");

    Ran ran = run("secrets", "rotate");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("No room.");
  }

  /** A server that was started again in the middle does not know when it began. */
  @Test
  void saysThatARestartedServerGoesOnWithTheRotation() {
    server
        .answering(202, "{\"keys\":[\"1\"],\"rotation\":{\"status\":\"RUNNING\"}}")
        .answering(200, "{\"keys\":[\"1\"]}");

    Ran ran = run("secrets", "rotate");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("goes on with the rotation by itself");
  }

  @Test
  void backsUpAndWaitsForTheEnd() {
    server
        .answering(202, "{\"id\":\"b1\",\"status\":\"RUNNING\",\"step\":\"COPYING_LOG\"}")
        .answering(200, "{\"id\":\"b1\",\"status\":\"RUNNING\",\"step\":\"CHECKING\"}")
        .answering(
            200,
            "{\"id\":\"b1\",\"status\":\"SUCCEEDED\",\"bytes\":7,\"advice\":\"Keep the key.\"}");

    Ran ran = run("backup", "/backups/one");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("\"bytes\" : 7");
    assertThat(ran.err()).isEqualTo("Keep the key.\n");
    assertThat(server.asked().getFirst().method()).isEqualTo("POST");
    assertThat(server.asked().getFirst().path()).isEqualTo("/api/admin/backups");
    assertThat(server.asked().getFirst().body())
        .isEqualTo("{\"directory\":\"/backups/one\",\"includeKeys\":false}");
    assertThat(server.asked().getLast().path()).isEqualTo("/api/admin/backups/b1");
    assertThat(server.asked()).hasSize(3);
  }

  @Test
  void includesTheKeysOnlyIfToldAndNamesTheFolderInFull() {
    server.answering(202, "{\"id\":\"b1\",\"status\":\"SUCCEEDED\",\"bytes\":7}");

    run("backup", "one", "--include-keys");

    assertThat(server.asked().getFirst().body())
        .isEqualTo(
            "{\"directory\":\"%s\",\"includeKeys\":true}"
                .formatted(Path.of("one").toAbsolutePath()));
  }

  @Test
  void saysWhyThereIsNoBackup() {
    server.answering(
        202, "{\"id\":\"b1\",\"status\":\"FAILED\",\"failure\":\"The disk is full.\"}");

    Ran ran = run("backup", "/backups/one");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("waybill: The disk is full.\n");
  }

  private Ran run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "admin";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Ran.against(server.address(), folder, all);
  }
}
