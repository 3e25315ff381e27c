package dev.waybill.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How keys end, and are replaced. */
class KeyLifeIT {
  private static final Instant START = Instant.parse("2026-01-01T00:30:00Z");

  private final SettableTime time = new SettableTime(START);
  private final Path folder;
  private TestingServer server;
  private final TestingTenant tenant;

  KeyLifeIT(@TempDir Path folder) {
    this.folder = folder.resolve("server");
    server = start();
    tenant = server.newTenant();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anExpiredKeyIsRefusedLikeAnUnknownOne() {
    String key = create("\"expiresIn\":\"1h\"").text("key");
    assertThat(read(key).status()).isEqualTo(200);

    time.advance(Duration.ofHours(1));

    Answer refused = read(key);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.json().path("detail")).isEqualTo(read("wb_no").json().path("detail"));
  }

  @Test
  void whenAKeyWasLastUsedIsKnownAfterAStop() {
    String key = create("\"expiresAt\":\"2027-01-01T00:00:00+01:00\"").text("key");
    assertThat(read(key).status()).isEqualTo(200);

    server.stop();
    server = start();

    assertThat(keys().at("/keys/0/lastUsedAt").asString()).isEqualTo(START.toString());
    assertThat(keys().at("/keys/0/expiresAt").asString()).isEqualTo("2026-12-31T23:00:00Z");
  }

  @Test
  void aRotatedKeyGoesOnForADay() {
    Answer before = create("\"expiresIn\":\"90d\"");

    Answer after = post("/api/admin/keys/" + before.text("id") + "/rotate", "");

    assertThat(after.status()).isEqualTo(201);
    assertThat(after.text("name")).isEqualTo("k");
    assertThat(after.json().at("/replaced/id").asString()).isEqualTo(before.text("id"));
    assertThat(after.json().at("/replaced/expiresAt").asString())
        .isEqualTo(START.plus(Duration.ofDays(1)).toString());
    assertThat(after.text("expiresAt")).isEqualTo(START.plus(Duration.ofDays(90)).toString());
    assertThat(read(before.text("key")).status()).isEqualTo(200);
    time.advance(Duration.ofDays(1));
    assertThat(read(before.text("key")).status()).isEqualTo(401);
    assertThat(read(after.text("key")).status()).isEqualTo(200);
    assertThat(keys().toString()).doesNotContain(before.text("key"), after.text("key"));
  }

  @Test
  void theLastOperatorsKeyCannotGo() {
    String id =
        server
            .client()
            .get("/api/admin/keys")
            .key(server.operatorKey())
            .send()
            .json()
            .at("/keys/0/id")
            .asString();

    Answer revoked =
        server.client().delete("/api/admin/keys/" + id).key(server.operatorKey()).send();
    Answer rotated = post("/api/admin/keys/" + id + "/rotate", "{\"overlap\":\"0s\"}");

    assertThat(revoked.status()).isEqualTo(409);
    assertThat(revoked.text("code")).isEqualTo("CONFLICT");
    assertThat(rotated.status()).isEqualTo(409);
    assertThat(server.client().get("/api/admin/keys").key(server.operatorKey()).send().status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"overlap\":\"2 days\"}|overlap",
        "{\"overlap\":7}|overlap",
        "{\"overlap\":\"91d\"}|overlap",
        "{\"expiresIn\":\"0s\"}|expiresIn",
        "{\"expiresAt\":\"2026-01-01\"}|expiresAt",
        "{\"name\":\"x\"}|name"
      })
  void refusesARotationThatIsNone(String body, String field) {
    String id = create("\"expiresIn\":\"90d\"").text("id");

    Answer answer = post("/api/admin/keys/" + id + "/rotate", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("field")).isEqualTo(field);
    assertThat(keys().path("keys").size()).isEqualTo(1);
  }

  private Answer create(String more) {
    return post(
        "/api/admin/tenants/" + tenant.id() + "/keys",
        "{\"name\":\"k\",\"permissions\":[\"READ\"],%s}".formatted(more));
  }

  private tools.jackson.databind.JsonNode keys() {
    return server
        .client()
        .get("/api/admin/tenants/" + tenant.id() + "/keys")
        .key(server.operatorKey())
        .send()
        .json();
  }

  private Answer post(String path, String body) {
    TestingClient client = server.client();
    return client.post(path).key(server.operatorKey()).body(body).send();
  }

  private Answer read(String key) {
    return server.client().get("/api/audit/events").key(key).send();
  }

  private TestingServer start() {
    return TestingServer.start(folder, Map.of("log.level", "ERROR"), time);
  }
}
