package dev.waybill.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.ExportedObjects;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.time.SettableTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a tenant for which auditing is switched off. */
@Timeout(600)
class AuditingIT {
  private final SettableTime time = new SettableTime(Instant.parse("2026-01-01T00:31:00Z"));
  private final TestingServer server;
  private final TestingClient client;
  private final TestingTenant tenant;
  private final String sender;

  AuditingIT(@TempDir Path folder) {
    server = TestingServer.start(folder.resolve("server"), Map.of("log.level", "ERROR"), time);
    client = server.client();
    tenant = server.newTenant();
    sender = tenant.newKey("INGEST", "READ");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void itsKeysSendAndFindNothingUntilItIsOnAgain() {
    GraphQlClient graphql = new GraphQlClient(tenant);
    assertThat(send("before").status()).isEqualTo(200);

    auditing(false);
    Answer refused = send("meanwhile");
    Answer search = client.get("/api/audit/events").key(sender).send();
    Answer exports = graphql.post(graphql.key(), "{ getAllExportConfigurations { id } }");
    auditing(true);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("code")).isEqualTo("AUDITING_OFF");
    assertThat(search.status()).isEqualTo(403);
    assertThat(search.text("code")).isEqualTo("FORBIDDEN");
    assertThat(search.text("detail")).contains("Auditing is switched off");
    assertThat(exports.status()).isEqualTo(403);
    assertThat(exports.json().at("/errors/0/extensions/code").asString()).isEqualTo("FORBIDDEN");
    assertThat(send("after").status()).isEqualTo(200);
    assertThat(
            client
                .get("/api/audit/events?kind=CUSTOM")
                .key(sender)
                .send()
                .json()
                .path("events")
                .values())
        .extracting(event -> event.path("eventID").asString())
        .containsExactlyInAnyOrder("before", "after");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        client
                            .get("/api/audit/events?kind=SYSTEM&limit=1000")
                            .key(sender)
                            .send()
                            .json()
                            .path("events")
                            .values())
                    .as("who was refused meanwhile")
                    .filteredOn(event -> event.path("eventName").asString().equals("FailedLogin"))
                    .extracting(event -> event.path("error").asString())
                    .hasSize(2)
                    .allMatch(why -> why.startsWith("Auditing is switched off")));
  }

  @Test
  void aPlatformKeysLinesForItAreRejectedAlone() {
    TestingTenant other = server.newTenant();
    String platform = server.newPlatformKey("INGEST");
    auditing(false);

    Answer mixed =
        client.events("", event("one", tenant.id()), event("two", other.id())).key(platform).send();
    Answer named =
        client
            .events("", "{\"eventType\":\"T\"}")
            .key(platform)
            .header("Waybill-Tenant", tenant.id())
            .send();

    assertThat(mixed.status()).isEqualTo(200);
    assertThat(mixed.json().path("accepted").asInt()).isEqualTo(1);
    assertThat(mixed.json().at("/rejected/0/code").asString()).isEqualTo("AUDITING_OFF");
    assertThat(named.status()).isEqualTo(422);
    assertThat(named.json().at("/rejected/0/code").asString()).isEqualTo("AUDITING_OFF");
  }

  @Test
  void whatWasTakenIsStillDelivered() {
    new GraphQlClient(tenant)
        .data(
            "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_5_MINUTES root: \"%s\" }) { id } }"
                .formatted(server.exports()));
    assertThat(send("taken").status()).isEqualTo(200);
    auditing(false);
    Path place = server.exports().resolve(tenant.id());
    assertThat(Files.exists(place.resolve("events"))).isFalse();

    time.advance(Duration.ofMinutes(10));

    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofMinutes(3))
        .until(() -> Files.exists(place.resolve("events")));
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> new ExportedObjects(place).ids().contains("taken"));
  }

  @Test
  void aSuspendedTenantIsToldNothingElse() {
    auditing(false);
    put("{\"suspended\":true}");

    Answer refused = send("x");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/rejected/0/code").asString()).isEqualTo("UNKNOWN_TENANT");
  }

  private void auditing(boolean on) {
    put("{\"entitlements\":{\"auditing\":%s}}".formatted(on));
  }

  private void put(String body) {
    Answer answer =
        client.put("/api/admin/tenants/" + tenant.id()).key(server.operatorKey()).body(body).send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static String event(String id, String tenant) {
    return "{\"eventType\":\"T\",\"eventID\":\"%s\",\"clientID\":\"%s\"}".formatted(id, tenant);
  }

  private Answer send(String id) {
    return client
        .events("", "{\"eventType\":\"T\",\"eventID\":\"%s\"}".formatted(id))
        .key(sender)
        .send();
  }
}
