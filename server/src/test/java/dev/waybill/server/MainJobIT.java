package dev.waybill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.ExportedObjects;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.server.testing.Verified;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The main job: events in over HTTP, out as objects in a directory. */
class MainJobIT {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long NOON = 1_795_000_000_000L / HOUR * HOUR;

  private final TestingServer server = TestingServer.shared();
  private final TestingTenant tenant = server.newTenant();
  private final String sender = tenant.newKey("INGEST", "READ");
  private final GraphQlClient graphql = new GraphQlClient(tenant);

  @Test
  @Timeout(600)
  void deliversEveryAcceptedEventOnceUnderItsKindAndHour() {
    var accepted = new HashSet<String>();
    for (int request = 0; request < 20; request++) {
      var lines = new ArrayList<String>();
      for (int i = 0; i < 50; i++) {
        String id = "e-" + request + "-" + i;
        String kind = List.of("QUERY", "SYSTEM", "CUSTOM").get(i % 3);
        lines.add(event(kind, id, NOON - (i % 5) * HOUR));
        accepted.add(id);
      }
      lines.add(lines.getFirst());
      Answer answer = server.client().events("", lines.toArray(String[]::new)).key(sender).send();
      assertThat(answer.json().path("accepted").asInt()).as(answer.body()).isEqualTo(50);
      assertThat(answer.json().path("duplicates").asInt()).isEqualTo(1);
    }

    JsonNode created =
        graphql.data(
            "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR root: \"%s\" path: \"audit\" startFrom: \"BEGINNING\" eventCategories: [\"app\"] }) { id connectionStatus } }"
                .formatted(server.exports()));
    assertThat(created.path("connectionStatus").asString()).isEqualTo("SUCCESS");
    JsonNode job = graphql.run(created.path("id").asString());

    assertThat(job.path("eventCount").asInt()).isEqualTo(1000);
    Set<String> delivered = new HashSet<>();
    List<String> lines = new ArrayList<>();
    for (Path object : objects()) {
      for (String line : ExportedObjects.lines(object)) {
        lines.add(line);
        delivered.add(ExportedObjects.id(line));
        assertThat(object.toString()).contains("kind=" + kindOf(line) + "/");
      }
    }
    assertThat(lines).hasSize(1000);
    assertThat(delivered).isEqualTo(accepted);
    assertThat(objects()).hasSize(15);
    Path place = server.exports().resolve(tenant.id()).resolve("audit");
    assertThat(Verified.place(place, server.client().get(Verified.KEYS).send().json()).events())
        .isEqualTo(1000);
    assertThat(server.managementClient().get("/metrics").send().body())
        .contains("waybill_put_seconds_count{outcome=\"stored\",provider=\"directory\"}");
  }

  @Test
  @Timeout(600)
  void exportsWhatItStoresByteForByte() {
    String sent =
        "{\"eventID\":\"1\",\"zeta\":1.50,\"eventType\":\"T\",\"eventDetails\":\"\u00e4\\n\","
            + "\"eventTime\":1795000000000,\"eventTimeSupplied\":1795000000000,"
            + "\"eventVersion\":\"1.0.0\",\"eventSource\":\"s\",\"eventName\":\"n\","
            + "\"userIdentity\":{\"type\":\"x\"},\"clientID\":\"%s\"}".formatted(tenant.id());
    server.client().events("", sent).key(sender).send();
    JsonNode created =
        graphql.data(
            "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR root: \"%s\" startFrom: \"BEGINNING\" eventCategories: [\"app\"] }) { id } }"
                .formatted(server.exports()));

    graphql.run(created.path("id").asString());

    String delivered = ExportedObjects.lines(objects().getFirst()).getFirst();
    assertThat(delivered).startsWith(sent.substring(0, sent.length() - 1) + ",\"receivedTime\":");
    assertThat(delivered).matches(".*,\"receivedTime\":\\d{13},\"eventKind\":\"CUSTOM\"}");
  }

  private String event(String kind, String id, long time) {
    return """
        {"eventKind":"%s","eventID":"%s","eventTime":%d,"eventVersion":"1.0.0","eventSource":"app",\
        "eventName":"n","userIdentity":{"id":"u"},"eventType":"T","category":"app","clientID":"%s"}"""
        .formatted(kind, id, time, tenant.id());
  }

  private List<Path> objects() {
    return new ExportedObjects(server.exports().resolve(tenant.id())).paths();
  }

  private static String kindOf(String line) {
    String before = "\"eventKind\":\"";
    int start = line.lastIndexOf(before) + before.length();
    return line.substring(start, line.indexOf('"', start));
  }
}
