package dev.waybill.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deletion is asked twice, and tells what it removes. */
class TenantDeletionIT {
  private static final Instant START = Instant.parse("2026-01-01T00:30:00Z");

  private final SettableTime time = new SettableTime(START);
  private final TestingServer server;
  private final TestingClient client;
  private final TestingTenant tenant;

  TenantDeletionIT(@TempDir Path folder) {
    server = TestingServer.start(folder.resolve("server"), Map.of("log.level", "ERROR"), time);
    client = server.client();
    tenant = server.newTenant();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void tellsFirstWhatItWouldRemove() {
    fill(tenant);

    Answer asked = delete(tenant.id(), "");

    assertThat(asked.status()).isEqualTo(428);
    assertThat(asked.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(asked.text("code")).isEqualTo("CONFIRMATION_NEEDED");
    assertThat(asked.json().at("/removes/events").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(asked.json().at("/removes/bytes").asInt()).isPositive();
    assertThat(asked.json().at("/removes/configurations").asInt()).isEqualTo(1);
    assertThat(asked.json().at("/removes/integrations").asInt()).isEqualTo(1);
    assertThat(asked.json().at("/removes/keys").asInt()).isEqualTo(2);
    assertThat(asked.json().at("/removes/oldestUndeliveredReceivedAt").asString())
        .isEqualTo(START.toString());
    assertThat(asked.text("confirmBefore"))
        .isEqualTo(START.plus(Duration.ofMinutes(10)).toString());
    assertThat(get(tenant.id()).status()).isEqualTo(200);
  }

  @Test
  void removesEverythingOnceItIsConfirmed() {
    fill(tenant);
    Answer asked = delete(tenant.id(), "");

    Answer done = delete(tenant.id(), asked.text("confirm"));

    assertThat(done.status()).as(done.body()).isEqualTo(200);
    assertThat(done.text("tenant")).isEqualTo(tenant.id());
    for (String each : List.of("configurations", "integrations", "keys", "unfinishedJobs")) {
      assertThat(done.json().path("removed").path(each))
          .isEqualTo(asked.json().path("removes").path(each));
    }
    assertThat(done.json().at("/removed/events").asInt())
        .isGreaterThanOrEqualTo(asked.json().at("/removes/events").asInt());
    assertThat(get(tenant.id()).status()).isEqualTo(404);
    assertThat(delete(tenant.id(), "").status()).isEqualTo(404);
    assertThat(delete(tenant.id(), asked.text("confirm")).status()).isEqualTo(404);
  }

  @Test
  void aConfirmationIsForOneTenantAndTenMinutes() {
    TestingTenant other = server.newTenant();
    String token = delete(tenant.id(), "").text("confirm");

    Answer wrong = delete(other.id(), token);
    assertThat(wrong.status()).isEqualTo(428);
    assertThat(wrong.text("detail")).contains("not for this tenant");
    time.advance(Duration.ofMinutes(10));
    assertThat(delete(tenant.id(), token).status()).isEqualTo(428);

    assertThat(get(other.id()).status()).isEqualTo(200);
    assertThat(get(tenant.id()).status()).isEqualTo(200);
  }

  @Test
  void aConfirmationIsNotForATenantThatWasCreatedAgain() {
    String token = delete(tenant.id(), "").text("confirm");
    assertThat(tenant.delete().status()).isEqualTo(200);
    time.advance(Duration.ofSeconds(1));
    client.put("/api/admin/tenants/" + tenant.id()).key(server.operatorKey()).body("{}").send();

    assertThat(delete(tenant.id(), token).status()).isEqualTo(428);
    assertThat(get(tenant.id()).status()).isEqualTo(200);
  }

  @Test
  void nothingIsAskedAboutATenantThatThereIsNot() {
    assertThat(delete("nobody", "").status()).isEqualTo(404);
    assertThat(delete("nobody", "1-x").status()).isEqualTo(404);
    assertThat(delete(".x", "").status()).isEqualTo(400);
  }

  @Test
  void theOperatorsOwnTenantStays() {
    Answer answer = delete("_operators", "");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("code")).isEqualTo("CONFLICT");
  }

  private void fill(TestingTenant of) {
    Answer sent =
        client
            .events("", "{\"eventType\":\"T\"}", "{\"eventType\":\"U\"}")
            .key(of.newKey("INGEST"))
            .send();
    assertThat(sent.status()).isEqualTo(200);
    new GraphQlClient(of)
        .data(
            "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_24_HOURS root: \"%s\" }) { id } }"
                .formatted(server.exports()));
  }

  private Answer get(String id) {
    return client.get("/api/admin/tenants/" + id).key(server.operatorKey()).send();
  }

  private Answer delete(String id, String token) {
    String query = token.isEmpty() ? "" : "?confirm=" + token;
    return client.delete("/api/admin/tenants/" + id + query).key(server.operatorKey()).send();
  }
}
