package dev.waybill.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.wiring.StartFailedException;
import dev.waybill.stores.s3.FakeKms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KmsIT {
  private final FakeKms kms = new FakeKms();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    kms.close();
  }

  @Test
  void encryptsTheKeyFileAndIsAskedAtStartAndRotationOnly() throws IOException {
    TestingServer server = start(Map.of("secrets.kms-key", FakeKms.KEY));
    try {
      assertThat(Files.readString(keyFile())).contains(FakeKms.KEY).doesNotContain("\"key\":");
      int atStart = kms.asked().size();
      var client = new GraphQlClient(server.newTenant());
      client.data("query { getAllExportConfigurations { id } }");
      assertThat(kms.asked()).hasSize(atStart);

      assertThat(rotated(server)).isEqualTo("SUCCEEDED");

      assertThat(kms.asked()).hasSize(atStart + 2);
      assertThat(kms.asked())
          .allSatisfy(
              asked ->
                  assertThat(asked.context())
                      .containsExactly(Map.entry("purpose", "waybill-key-file")));
    } finally {
      server.stop();
    }
  }

  @Test
  void isLeftAgainByTheSettingsAlone() throws IOException {
    start(Map.of()).stop();
    start(Map.of("secrets.kms-key", FakeKms.KEY)).stop();
    start(Map.of("secrets.kms-key", FakeKms.OTHER_KEY, "secrets.kms-key-before", FakeKms.KEY))
        .stop();
    assertThat(Files.readString(keyFile())).contains(FakeKms.OTHER_KEY);

    start(Map.of("secrets.kms-key-before", FakeKms.OTHER_KEY)).stop();

    assertThat(Files.readString(keyFile())).contains("\"key\":").doesNotContain("kms");
    start(Map.of()).stop();
  }

  @Test
  void goesOnWhereItsAliasIsPointedAtAnotherKey() throws IOException {
    Map<String, String> alias = Map.of("secrets.kms-key", FakeKms.ALIAS);
    start(alias).stop();
    kms.pointAliasAt(FakeKms.OTHER_KEY);

    TestingServer server = start(alias);
    try {
      assertThat(Files.readString(keyFile())).contains(FakeKms.KEY);
      assertThat(rotated(server)).isEqualTo("SUCCEEDED");
    } finally {
      server.stop();
    }

    assertThat(Files.readString(keyFile())).contains(FakeKms.OTHER_KEY).doesNotContain(FakeKms.KEY);
    start(alias).stop();
  }

  @Test
  void refusesTheStartInOneLineWhileItRefuses() {
    start(Map.of("secrets.kms-key", FakeKms.KEY)).stop();
    kms.refuse(400, "AccessDeniedException", "User: arn:aws:iam::1:user/w is not authorized");

    assertThatThrownBy(() -> start(Map.of("secrets.kms-key", FakeKms.KEY)))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("cannot be decrypted: AWS KMS denies this service the key")
        .hasMessageContaining("kms:Decrypt")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> start(Map.of()))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("set secrets.kms-key to that");
    kms.work();
    start(Map.of("secrets.kms-key", FakeKms.KEY)).stop();
  }

  @Test
  void leavesEverythingReadableWhenARotationIsRefused() throws IOException {
    TestingServer server = start(Map.of("secrets.kms-key", FakeKms.KEY));
    try {
      String before = Files.readString(keyFile());
      kms.refuse(400, "DisabledException", "disabled");

      assertThat(rotated(server)).isEqualTo("FAILED");

      assertThat(keyFile()).hasContent(before);
      assertThat(status(server).json().path("rotation").path("failure").asString())
          .contains("is disabled", "enable it", "run it again");
      kms.work();
      assertThat(rotated(server)).isEqualTo("SUCCEEDED");
    } finally {
      server.stop();
    }
  }

  private static String rotated(TestingServer server) {
    server.client().post("/api/admin/secrets/rotate").key(server.operatorKey()).send();
    return await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> status(server).json().path("rotation").path("status").asString(),
            status -> !status.equals("RUNNING"));
  }

  private static Answer status(TestingServer server) {
    return server.client().get("/api/admin/secrets").key(server.operatorKey()).send();
  }

  private TestingServer start(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("secrets.kms-endpoint", kms.endpoint().toString());
    all.put("storage.sts-access-key-id", FakeKms.IDENTITY.accessKeyId());
    all.put("storage.sts-secret-access-key", FakeKms.IDENTITY.secretAccessKey());
    return TestingServer.start(folder, all);
  }

  private Path keyFile() {
    return folder.resolve("data/keys/secrets.json");
  }
}
