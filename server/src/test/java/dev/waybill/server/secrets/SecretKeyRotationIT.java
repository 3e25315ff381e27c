package dev.waybill.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SecretKeyRotationIT {
  private final TestingServer server = TestingServer.shared();

  @Test
  void replacesTheKeyInTheFileAndSaysWhatToDoNext() throws IOException {
    String before = key(server);

    Answer begun = rotate(server, "");

    assertThat(begun.status()).isEqualTo(202);
    JsonNode ended = awaitEnd(server);
    JsonNode rotation = ended.path("rotation");
    assertThat(rotation.path("status").asString()).isEqualTo("SUCCEEDED");
    assertThat(rotation.path("encrypted").asInt()).isPositive();
    assertThat(rotation.path("advice").asString()).contains("secrets.json", "backup");
    assertThat(Instant.parse(rotation.path("finishedAt").asString()))
        .isAfterOrEqualTo(rotation.path("startedAt").asString());
    assertThat(ids(ended)).hasSize(1).doesNotContain(before);
    assertThat(Files.readString(server.data().resolve("keys/secrets.json")))
        .contains(ids(ended).getFirst())
        .doesNotContain(before);
  }

  @Test
  void isRecordedAsTheActOfWhoAskedForIt() {
    String before = key(server);
    rotate(server, "");
    String after = ids(awaitEnd(server)).getFirst();
    String reader = server.newPlatformKey("READ");

    await()
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () -> {
              JsonNode found =
                  server
                      .client()
                      .get("/api/audit/events?text=" + after)
                      .key(reader)
                      .header("Waybill-Tenant", "_operators")
                      .send()
                      .json()
                      .path("events");
              assertThat(found).isNotEmpty();
              JsonNode event = found.get(0);
              assertThat(event.path("eventName").asString()).isEqualTo("RotateSecretKey");
              assertThat(event.at("/administratorAudit/predecessor").asString()).isEqualTo(before);
              assertThat(event.at("/userIdentity/type").asString()).isEqualTo("Operator");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{\"key\":\"x\"}", "nonsense"})
  void rotatesOnNothingItDoesNotKnow(String body) {
    String before = key(server);

    assertThat(rotate(server, body).status()).isEqualTo(400);

    assertThat(key(server)).isEqualTo(before);
  }

  @Test
  void startsAgainWithTheNewKey(@TempDir Path folder) {
    TestingServer first = TestingServer.start(folder, Map.of());
    rotate(first, "");
    String rotated = ids(awaitEnd(first)).getFirst();
    first.stop();

    TestingServer second = TestingServer.start(folder, Map.of());

    assertThat(get(second).has("rotation")).as("nothing was left to do").isFalse();
    assertThat(key(second)).isEqualTo(rotated);
    second.stop();
  }

  private static Answer rotate(TestingServer server, String body) {
    return server
        .client()
        .post("/api/admin/secrets/rotate")
        .key(server.operatorKey())
        .body(body)
        .send();
  }

  private static JsonNode awaitEnd(TestingServer server) {
    return await()
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> get(server),
            answer -> !answer.path("rotation").path("status").asString().equals("RUNNING"));
  }

  private static JsonNode get(TestingServer server) {
    return server.client().get("/api/admin/secrets").key(server.operatorKey()).send().json();
  }

  private static String key(TestingServer server) {
    return ids(get(server)).getFirst();
  }

  private static List<String> ids(JsonNode answer) {
    return answer.path("keys").valueStream().map(JsonNode::asString).toList();
  }
}
