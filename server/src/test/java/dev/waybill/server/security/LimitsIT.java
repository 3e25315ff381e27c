package dev.waybill.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.PassingTime;
import dev.waybill.server.testing.RawConnection;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small server and clients that mean no good. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class LimitsIT {
  private static final String WRONG = "wb_wrong";

  private final PassingTime time = new PassingTime();
  private final TestingServer server;
  private final TestingTenant tenant;

  LimitsIT(@TempDir Path folder) {
    server =
        TestingServer.start(
            folder,
            Map.of(
                "server.threads", "8",
                "limits.wrong-keys", "3",
                "ingest.tenant-events-per-second", "1"),
            time);
    tenant = server.newTenant();
  }

  @AfterAll
  void close() {
    server.stop();
  }

  @Test
  void makesWrongKeysWaitAndNeverARightOne() {
    time.pass(Duration.ofHours(1));
    String right = tenant.newKey("READ");
    for (int i = 0; i < 3; i++) {
      assertThat(search(WRONG).status()).isEqualTo(401);
    }

    Answer delayed = search(WRONG);

    assertThat(delayed.status()).isEqualTo(429);
    assertThat(delayed.text("code")).isEqualTo("RATE_LIMITED");
    assertThat(delayed.header("Retry-After")).isEqualTo("1");
    assertThat(search(right).status()).isEqualTo(200);
    assertThat(server.client().get("/api/audit/events").send().status())
        .as("no key at all is no try")
        .isEqualTo(401);
    time.pass(Duration.ofSeconds(2));
    assertThat(search(WRONG).header("Retry-After")).isEqualTo("2");
    assertThat(graphQl(WRONG).json().at("/errors/0/extensions/code").asString())
        .isEqualTo("RATE_LIMITED");
  }

  @Test
  void leavesThreadsToOthersWhileOneTenantsRequestsAreSlow() throws IOException {
    String key = tenant.newKey("AUDIT");
    List<RawConnection> slow = new ArrayList<>();
    Answer refused = graphQl(key);
    assertThat(refused.status()).isEqualTo(200);
    while (refused.status() != 429) {
      assertThat(slow).hasSizeLessThan(40);
      slow.add(halfARequest("/api/audit/graphql", "application/json", key));
      refused = graphQl(key);
    }

    assertThat(refused.json().at("/errors/0/extensions/code").asString()).isEqualTo("RATE_LIMITED");
    assertThat(refused.json().at("/errors/0/message").asString()).contains("2 requests under way");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(graphQl(server.newTenant().newKey("AUDIT")).status()).isEqualTo(200);
    for (RawConnection connection : slow) {
      connection.close();
    }
  }

  @Test
  void leavesThreadsToOthersWhileOneTenantSendsEventsSlowly() throws IOException {
    TestingTenant sender = server.newTenant();
    String key = sender.newKey("INGEST");
    String another = sender.newKey("INGEST");
    List<RawConnection> slow = new ArrayList<>();
    Answer refused = sendEvents(key);
    while (refused.status() != 429 || refused.body().contains("faster")) {
      assertThat(slow).hasSizeLessThan(40);
      slow.add(halfARequest("/api/audit/events", "application/x-ndjson", another));
      refused = sendEvents(key);
    }

    assertThat(refused.text("code")).isEqualTo("RATE_LIMITED");
    assertThat(refused.text("detail")).contains("4 requests under way");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(sendEvents(server.newTenant().newKey("INGEST")).status()).isEqualTo(200);
    for (RawConnection connection : slow) {
      connection.close();
    }
  }

  @Test
  void endsAGraphQlRequestThatComesTooSlowly() throws IOException {
    try (RawConnection slow =
        halfARequest("/api/audit/graphql", "application/json", tenant.newKey("AUDIT"))) {
      requireEnded(slow);
    }
  }

  @Test
  void endsARequestWithEventsThatComesTooSlowly() throws IOException {
    String key = server.newTenant().newKey("INGEST");
    try (RawConnection slow = halfARequest("/api/audit/events", "application/x-ndjson", key)) {
      requireEnded(slow);
    }
  }

  @Test
  void closesTheConnectionOfASenderWhoGoesOnSlowlyAfterTheAnswer() throws IOException {
    try (RawConnection slow = halfARequest("/api/audit/events", "application/json", "")) {
      while (!slow.answered()) {
        slow.send("1\n \n");
      }
      assertThat(slow.statusLine()).contains(" 401");
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000_000; i++) {
                  time.pass(Duration.ofSeconds(2));
                  slow.send("1\n \n");
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void letsASenderSeeTheAnswerWhoLooksAtItWhenEverythingIsSent() throws IOException {
    byte[] large = new byte[20 << 20];
    Answer answer =
        server
            .client()
            .post("/api/audit/events")
            .header("Content-Type", "application/json")
            .body(large)
            .sendAlone();

    assertThat(answer.status()).isEqualTo(401);
    assertThat(search(tenant.newKey("READ")).status()).isEqualTo(200);
  }

  @Test
  void holdsNoThreadForConnectionsThatSayNothingOrHalfAHeader() throws IOException {
    List<RawConnection> idle = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      var connection = new RawConnection(server.api());
      connection.send(i % 2 == 0 ? "" : "GET /api/version HTTP/1.1\nHost: local");
      idle.add(connection);
    }

    assertThat(server.client().get("/api/version").send().status()).isEqualTo(200);

    for (RawConnection connection : idle) {
      connection.close();
    }
  }

  @Test
  void answersATenantThatSendsTooFastWhenToComeBack() {
    String key = server.newTenant().newKey("INGEST");
    String[] events = new String[12];
    Arrays.fill(events, "{\"eventType\":\"T\"}");
    assertThat(server.client().events("", events).key(key).send().status()).isEqualTo(200);

    Answer refused = server.client().events("", "not even JSON").key(key).send();

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("code")).isEqualTo("RATE_LIMITED");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 2);
    time.pass(Duration.ofSeconds(3));
    assertThat(server.client().events("", events[0]).key(key).send().status()).isEqualTo(200);
    assertThat(server.managementClient().get("/metrics").send().body())
        .contains("waybill_ingest_refusals_total{code=\"RATE_LIMITED\"}");
  }

  /** Though another byte comes now and then. */
  private void requireEnded(RawConnection slow) throws IOException {
    while (!slow.answered()) {
      time.pass(Duration.ofSeconds(31));
      slow.send("1\n \n");
    }
    assertThat(slow.statusLine()).contains(" 408");
  }

  private Answer search(String key) {
    return server.client().get("/api/audit/events").key(key).send();
  }

  private Answer sendEvents(String key) {
    return server.client().events("", "{\"eventType\":\"T\"}").key(key).sendAlone();
  }

  private Answer graphQl(String key) {
    return server
        .client()
        .post("/api/audit/graphql")
        .header("Content-Type", "application/json")
        .key(key)
        .body("{\"query\":\"{ storageIntegrations { id } }\"}")
        .sendAlone();
  }

  private RawConnection halfARequest(String path, String type, String key) throws IOException {
    return RawConnection.halfARequest(server.api(), path, type, key);
  }
}
