package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.ExportedObjects;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.server.testing.Verified;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A whole server delivers the past, beside the export that starts now. */
class BackfillIT {
  private static final String LONG_AGO = "2026-01-01T00:00:00Z";

  private final TestingServer server = TestingServer.shared();
  private final TestingTenant tenant = server.newTenant();
  private final GraphQlClient client = new GraphQlClient(tenant);

  @Test
  void whatCameBeforeTheStartArrivesExactlyOnce() {
    List<String> sent = new ArrayList<>(send("early", 200));
    JsonNode export = createExport();
    sent.addAll(send("late", 100));
    client.run(id(export));

    JsonNode made = backfill(export, start(export), "");

    JsonNode done = awaitEnd(made);
    assertThat(done.get("status").asString()).isEqualTo("SUCCEEDED");
    assertThat(done.at("/events/done").asLong()).isEqualTo(200);
    assertThat(done.get("percent").asInt()).isEqualTo(100);
    assertThat(delivered("p")).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(backfill(export, start(export), "").get("id")).isEqualTo(made.get("id"));
    assertThat(delivered("p")).hasSize(300);
    assertThat(verified("p").report().streams()).hasSize(2);
  }

  @Test
  void anotherPrefixGivesASecondCopyElsewhere() {
    JsonNode export = createExport();
    List<String> sent = send("both", 150);
    client.run(id(export));

    awaitEnd(backfill(export, deliveredThrough(export), "prefix: \"again\""));

    assertThat(delivered("p")).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(delivered("p/again")).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(verified("p").events()).isEqualTo(150);
    assertThat(verified("p/again").events()).isEqualTo(150);
  }

  @Test
  void cancelledAndAskedForAgainNothingComesTwice() {
    List<String> sent = send("early", 300);
    JsonNode export = createExport();
    String to = start(export);
    JsonNode made = backfill(export, to, "");
    client.post(
        client.key(), "mutation { cancelBackfill(id: \"%s\") { status } }".formatted(id(made)));
    JsonNode stopped = show(made);
    assertThat(stopped.get("status").asString()).isIn("CANCELLED", "SUCCEEDED");

    assertThat(backfill(export, to, "").get("id")).isEqualTo(made.get("id"));

    assertThat(awaitEnd(made).get("status").asString()).isEqualTo("SUCCEEDED");
    assertThat(delivered("p")).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(verified("p").events()).isEqualTo(300);
  }

  private JsonNode createExport() {
    return client.data(
        """
        mutation { createDirectoryExportConfiguration(data: { interval: EVERY_24_HOURS
          root: "%s" path: "p" startFrom: "NOW" eventKinds: [CUSTOM] }) { id deliveredThrough { time } } }
        """
            .formatted(server.exports()));
  }

  /** The first time of receipt that the export itself covers. */
  private static String start(JsonNode export) {
    return after(export.at("/deliveredThrough/time").asString());
  }

  private String deliveredThrough(JsonNode export) {
    return after(
        client
            .data(
                "{ exportConfiguration(id: \"%s\") { deliveredThrough { time } } }"
                    .formatted(id(export)))
            .at("/deliveredThrough/time")
            .asString());
  }

  private static String after(String time) {
    return Instant.parse(time).plusMillis(1).toString();
  }

  private JsonNode backfill(JsonNode export, String to, String more) {
    return client.data(
        "mutation { backfill(configurationId: \"%s\" from: \"%s\" to: \"%s\" %s) { id status } }"
            .formatted(id(export), LONG_AGO, to, more));
  }

  private JsonNode show(JsonNode backfill) {
    return client.data(
        "{ exportBackfill(id: \"%s\") { id status percent events { done total } } }"
            .formatted(id(backfill)));
  }

  private JsonNode awaitEnd(JsonNode backfill) {
    return await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> show(backfill), shown -> !shown.get("status").asString().equals("RUNNING"));
  }

  private static String id(JsonNode of) {
    return of.get("id").asString();
  }

  private List<String> send(String name, int count) {
    List<String> ids = IntStream.range(0, count).mapToObj(i -> name + "-" + i).toList();
    String[] lines =
        ids.stream()
            .map(id -> "{\"eventID\":\"%s\",\"eventType\":\"LOGIN\"}".formatted(id))
            .toArray(String[]::new);
    assertThat(
            server
                .client()
                .events("", lines)
                .key(tenant.newKey("INGEST"))
                .send()
                .json()
                .path("accepted")
                .asInt())
        .isEqualTo(count);
    return ids;
  }

  private Verified verified(String folder) {
    return Verified.place(
        server.exports().resolve(tenant.id()).resolve(folder),
        server.client().get(Verified.KEYS).send().json());
  }

  /** The ids of all events in the objects below a folder's {@code events/}. */
  private List<String> delivered(String folder) {
    Path events = server.exports().resolve(tenant.id()).resolve(folder).resolve("events");
    return new ExportedObjects(events).ids();
  }
}
