package dev.waybill.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackupIT {
  private final TestingServer server = TestingServer.shared();

  @TempDir private Path folder;

  @Test
  void tellsThatTheKeyIsNeededElsewhere() {
    server.newTenant();
    Answer done = ended(start(folder.resolve("one"), false));

    assertThat(done.text("status")).as(done.body()).isEqualTo("SUCCEEDED");
    assertThat(done.text("directory")).isEqualTo(folder.resolve("one").toString());
    assertThat(done.json().path("tenants").asInt()).isPositive();
    assertThat(done.json().path("bytes").asLong()).isPositive();
    assertThat(done.json().path("holdsKey").asBoolean()).isFalse();
    assertThat(done.text("advice")).contains("cannot be read", "keys/secrets.json");
    assertThat(folder.resolve("one/backup.json")).exists();
    assertThat(folder.resolve("one/keys")).doesNotExist();
  }

  @Test
  void tellsThatABackupWithTheKeyIsASecret() {
    Answer done = ended(start(folder.resolve("one"), true));

    assertThat(done.json().path("holdsKey").asBoolean()).isTrue();
    assertThat(done.text("advice")).contains("as safe as the server");
    assertThat(folder.resolve("one/keys/secrets.json")).exists();
  }

  @Test
  void writesIntoNoFolderThatHoldsAnything() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "mine");

    Answer refused = start(folder, false);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("field")).isEqualTo("directory");
    assertThat(refused.text("detail")).contains("is not empty", "give another folder");
    assertThat(folder.resolve("mine.txt")).exists();
  }

  @Test
  void writesNeitherIntoTheDataNorIntoWhatCustomersHave() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), server.data());

    assertRefused(server.data().resolve("backup"));
    assertRefused(server.data().resolve("../data/backup"));
    assertRefused(link.resolve("backup"));
    assertRefused(server.exports().resolve("backup"));
    assertThat(server.data().resolve("backup")).doesNotExist();
    assertThat(server.exports().resolve("backup")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"directory\":\"\"}",
        "{\"directory\":7}",
        "{\"directory\":\"backups/one\"}",
        "{\"directory\":\"/dev/null\"}",
        "{\"directory\":\"/dev/null/one\"}",
        "{\"directory\":\"/a\\u0000b\"}"
      })
  void refusesWhatIsNoFolder(String body) {
    Answer refused = post(server.operatorKey(), body);

    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.text("field")).isEqualTo("directory");
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "{\"directory\":\"/x\",\"includeKeys\":\"yes\"}", "{\"folder\":\"/x\"}"})
  void refusesWhatItDoesNotKnow(String body) {
    assertThat(post(server.operatorKey(), body).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"AUDIT", "INGEST", "READ"})
  void isForOperatorsAlone(String permission) {
    String key = server.newTenant().newKey(permission);

    assertThat(post(key, "{\"directory\":\"%s/x\"}".formatted(folder)).status()).isEqualTo(403);
    assertThat(get(key, UUID.randomUUID().toString()).status()).isEqualTo(403);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void knowsNoOtherBackups() {
    assertThat(get(server.operatorKey(), UUID.randomUUID().toString()).status()).isEqualTo(404);
    assertThat(get(server.operatorKey(), "one").status()).isEqualTo(404);
  }

  private void assertRefused(Path path) {
    Answer refused = start(path, false);
    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.text("detail")).contains("must not lie in each other");
  }

  private Answer start(Path directory, boolean includeKeys) {
    return post(
        server.operatorKey(),
        "{\"directory\":\"%s\",\"includeKeys\":%s}".formatted(directory, includeKeys));
  }

  private Answer ended(Answer started) {
    assertThat(started.status()).as(started.body()).isEqualTo(202);
    return await()
        .until(
            () -> get(server.operatorKey(), started.text("id")),
            answer -> !answer.text("status").equals("RUNNING"));
  }

  private Answer post(String key, String body) {
    return server.client().post("/api/admin/backups").key(key).body(body).send();
  }

  private Answer get(String key, String id) {
    return server.client().get("/api/admin/backups/" + id).key(key).send();
  }
}
