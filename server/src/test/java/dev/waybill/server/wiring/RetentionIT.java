package dev.waybill.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.retention.Retention;
import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.ExportedObjects;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.server.testing.Verified;
import dev.waybill.time.SettableTime;
import dev.waybill.verify.Code;
import dev.waybill.verify.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Months of the real server, through HTTP. */
@Timeout(600)
class RetentionIT {
  private static final Duration DAY = Duration.ofDays(1);

  private final SettableTime time = new SettableTime(Instant.parse("2026-01-01T00:30:00Z"));
  private final TestingServer server;
  private final TestingTenant tenant;
  private final String sender;
  private final GraphQlClient graphql;
  private final Set<String> sent = new TreeSet<>();

  RetentionIT(@TempDir Path folder) {
    server = TestingServer.start(folder.resolve("server"), Map.of("log.level", "ERROR"), time);
    tenant = server.newTenant();
    sender = tenant.newKey("INGEST", "READ");
    graphql = new GraphQlClient(tenant);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everythingArrivesOfAnExportThatWasPausedForAMonthAndADay() throws InterruptedException {
    TestingTenant other = server.newTenant();
    String othersKey = other.newKey("INGEST");
    send(othersKey, "other");
    String export = create("");
    graphql.data("mutation { disableExportConfiguration(id: \"%s\") { id } }".formatted(export));
    for (int day = 0; day < 31; day++) {
      for (int i = 0; i < 10; i++) {
        send(sender, "event-" + day + "-" + i);
        sent.add("event-" + day + "-" + i);
      }
      time.advance(DAY);
      retention().run();
    }
    assertThat(usage(tenant).path("oldestEventReceivedAt").asString())
        .startsWith("2026-01-01T00:30:00");
    assertThat(usage(other).path("storedBytes").asLong()).isZero();

    graphql.data("mutation { enableExportConfiguration(id: \"%s\") { id } }".formatted(export));
    graphql.run(export);

    assertThat(delivered().ids()).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(Verified.place(server.exports().resolve(tenant.id()), keySet()).events())
        .isEqualTo(sent.size());
    time.advance(Duration.ofDays(31));
    graphql.run(export); // passes over what the service recorded last
    retention().run();
    assertThat(usage(tenant).path("storedBytes").asLong()).isZero();
  }

  @Test
  void aBucketDeadPastTheHardLimitLosesWhatTheNextJobsCount()
      throws IOException, InterruptedException {
    String export = create("path: \"p\"");
    Path bucket = server.exports().resolve(tenant.id()).resolve("p");
    send(sender, "first");
    graphql.run(export);
    Path away = Files.move(bucket, bucket.resolveSibling("away"));
    Files.writeString(bucket, "no folder");
    for (int day = 0; day < 100; day++) {
      send(sender, "event-" + day);
      time.advance(DAY);
      if (day == 0) {
        runUntilBlocked(export);
      }
      if (day == 46) {
        retention().run();
        assertRisk(export);
      }
    }
    retention().run();
    Files.delete(bucket);
    Files.move(away, bucket);

    for (int job = 0; job < 3; job++) {
      graphql.run(export);
    }

    JsonNode jobs = jobs(export);
    assertThat(sum(jobs, "eventCount")).isEqualTo(91);
    assertThat(sum(jobs, "expiredCount"))
        .as("with what the service recorded in those days")
        .isBetween(10L, 20L);
    assertThat(delivered().ids())
        .hasSize(91)
        .contains("first", "event-10", "event-99")
        .doesNotContain("event-9");
    assertThat(warning(export).path("retentionWarning").isNull()).isTrue();
    Verified seen = Verified.look(bucket, keySet());
    assertThat(seen.observations()).extracting(Observation::code).containsOnly(Code.EXPIRED);
    assertThat(seen.events()).isEqualTo(91);
  }

  @Test
  void deletingTheExportDeliversAndThenReleasesItsEvents() throws InterruptedException {
    String export = create("enabled: false");
    send(sender, "event");
    time.advance(Duration.ofDays(31));
    retention().run();
    assertThat(usage(tenant).path("storedBytes").asLong()).isPositive();

    graphql.data("mutation { deleteExportConfiguration(id: \"%s\") { id } }".formatted(export));

    while (usage(tenant).path("oldestEventReceivedAt").asString().startsWith("2026-01-01")) {
      retention().run(); // until the stream has ended
    }
    assertThat(delivered().ids()).containsExactly("event");
  }

  @Test
  void aWallClockAYearAheadDeletesNothingUntilItIsConfirmed() throws InterruptedException {
    send(sender, "event");
    time.setWall(time.now().plus(Duration.ofDays(365)));

    retention().run();
    assertThat(usage(tenant).path("storedBytes").asLong()).isPositive();
    time.advance(DAY);
    retention().run();
    assertThat(usage(tenant).path("storedBytes").asLong()).isPositive();

    Answer confirmed =
        server.client().post("/api/admin/clock/confirm").key(server.operatorKey()).send();
    assertThat(confirmed.status()).isEqualTo(200);
    retention().run();
    assertThat(usage(tenant).path("storedBytes").asLong()).isZero();
  }

  private Retention retention() {
    return server.running().context().getBean(Retention.class);
  }

  private JsonNode keySet() {
    return server.client().get(Verified.KEYS).send().json();
  }

  private void send(String key, String id) {
    Answer answer =
        server
            .client()
            .events("", "{\"eventType\":\"T\",\"eventID\":\"%s\"}".formatted(id))
            .key(key)
            .send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private JsonNode usage(TestingTenant of) {
    return server
        .client()
        .get("/api/admin/tenants/" + of.id() + "/usage")
        .key(server.operatorKey())
        .send()
        .json();
  }

  private String create(String more) {
    return graphql
        .data(
            "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_24_HOURS root: \"%s\" startFrom: \"BEGINNING\" eventKinds: [CUSTOM] %s }) { id } }"
                .formatted(server.exports(), more))
        .path("id")
        .asString();
  }

  private void runUntilBlocked(String export) {
    String job =
        graphql
            .data("mutation { runExportConfiguration(id: \"%s\") { id } }".formatted(export))
            .path("id")
            .asString();
    while (!status(job).equals("BLOCKED")) {
      Thread.onSpinWait();
    }
  }

  private String status(String job) {
    return graphql
        .data("{ exportJob(id: \"%s\") { status } }".formatted(job))
        .path("status")
        .asString();
  }

  private JsonNode jobs(String export) {
    return graphql
        .data(
            "{ exportJobs(configurationId: \"%s\" first: 100) { nodes { sequence status eventCount expiredCount objects { key } uncommittedObjects { key } } } }"
                .formatted(export))
        .path("nodes");
  }

  private static long sum(JsonNode jobs, String count) {
    return jobs.values().stream().mapToLong(job -> job.path(count).asLong()).sum();
  }

  private JsonNode warning(String export) {
    return graphql.data(
        "{ exportConfiguration(id: \"%s\") { retentionWarning undeliveredExpireAt } }"
            .formatted(export));
  }

  private void assertRisk(String export) {
    JsonNode warning = warning(export);
    assertThat(warning.path("undeliveredExpireAt").asString()).startsWith("2026-04-01T00:30:00");
    assertThat(warning.path("retentionWarning").asString()).startsWith("From 2026-04-01T00:30:00");
    assertThat(server.managementClient().get("/metrics").send().body())
        .contains("waybill_retention_risk_configurations 1.0");
  }

  private ExportedObjects delivered() {
    return new ExportedObjects(server.exports().resolve(tenant.id()));
  }
}
