package dev.waybill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
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
  private final String admin = tenant.newKey("AUDIT");

  @Test
  @Timeout(60)
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
        graphql(
            "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR root: \\\"%s\\\" path: \\\"audit\\\" startFrom: \\\"BEGINNING\\\" }) { id connectionStatus } }"
                .formatted(server.exports()));
    assertThat(created.path("connectionStatus").asString()).isEqualTo("SUCCESS");
    JsonNode job = run(created.path("id").asString());

    assertThat(job.path("eventCount").asInt()).isEqualTo(1000);
    Set<String> delivered = new HashSet<>();
    List<String> lines = new ArrayList<>();
    for (Path object : objects()) {
      for (String line : lines(object)) {
        lines.add(line);
        delivered.add(idOf(line));
        assertThat(object.toString()).contains("kind=" + kindOf(line) + "/");
      }
    }
    assertThat(lines).hasSize(1000);
    assertThat(delivered).isEqualTo(accepted);
    assertThat(objects()).hasSize(15);
    assertThat(server.managementClient().get("/metrics").send().body())
        .contains("waybill_put_seconds_count{outcome=\"stored\",provider=\"directory\"}");
  }

  @Test
  @Timeout(60)
  void exportsWhatItStoresByteForByte() {
    String sent =
        "{\"eventID\":\"1\",\"zeta\":1.50,\"eventType\":\"T\",\"eventDetails\":\"\u00e4\\n\","
            + "\"eventTime\":1795000000000,\"eventTimeSupplied\":1795000000000,"
            + "\"eventVersion\":\"1.0.0\",\"eventSource\":\"s\",\"eventName\":\"n\","
            + "\"userIdentity\":{\"type\":\"x\"},\"clientID\":\"%s\"}".formatted(tenant.id());
    server.client().events("", sent).key(sender).send();
    JsonNode created =
        graphql(
            "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR root: \\\"%s\\\" startFrom: \\\"BEGINNING\\\" }) { id } }"
                .formatted(server.exports()));

    run(created.path("id").asString());

    String delivered = lines(objects().getFirst()).getFirst();
    assertThat(delivered).startsWith(sent.substring(0, sent.length() - 1) + ",\"receivedTime\":");
    assertThat(delivered).matches(".*,\"receivedTime\":\\d{13},\"eventKind\":\"CUSTOM\"}");
  }

  private String event(String kind, String id, long time) {
    return """
        {"eventKind":"%s","eventID":"%s","eventTime":%d,"eventVersion":"1.0.0","eventSource":"app",\
        "eventName":"n","userIdentity":{"id":"u"},"eventType":"T","clientID":"%s"}"""
        .formatted(kind, id, time, tenant.id());
  }

  private JsonNode run(String configuration) {
    JsonNode started =
        graphql(
            "mutation { runExportConfiguration(id: \\\"%s\\\") { id } }".formatted(configuration));
    String query =
        "{ exportJob(id: \\\"%s\\\") { status eventCount failure { message } } }"
            .formatted(started.path("id").asString());
    JsonNode job = graphql(query);
    while (!job.path("status").asString().equals("SUCCEEDED")) {
      assertThat(job.path("status").asString()).as(job.toString()).isNotEqualTo("BLOCKED");
      Thread.onSpinWait();
      job = graphql(query);
    }
    return job;
  }

  private JsonNode graphql(String document) {
    Answer answer =
        server
            .client()
            .post("/api/audit/graphql")
            .key(admin)
            .header("Content-Type", "application/json")
            .body("{\"query\":\"" + document + "\"}")
            .send();
    assertThat(answer.json().path("errors").isMissingNode()).as(answer.body()).isTrue();
    return answer.json().path("data").iterator().next();
  }

  private List<Path> objects() {
    try (Stream<Path> files = Files.walk(server.exports().resolve(tenant.id()))) {
      return files.filter(file -> file.toString().endsWith(".ndjson.gz")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path object) {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(object)), StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String idOf(String line) {
    return between(line, "\"eventID\":\"");
  }

  private static String kindOf(String line) {
    return between(line, "\"eventKind\":\"");
  }

  private static String between(String line, String before) {
    int start = line.lastIndexOf(before) + before.length();
    return line.substring(start, line.indexOf('"', start));
  }
}
