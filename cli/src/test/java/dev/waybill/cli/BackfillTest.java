package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BackfillTest {
  private final ScriptedServer server = new ScriptedServer();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void printsTheEnvelope() {
    server.answering(200, answer("backfill", "RUNNING", "null"));

    Ran ran = backfill("--prefix", "again");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(json(ran.out()).at("/data/backfill/__typename").asString())
        .isEqualTo("ExportBackfill");
    JsonNode variables = asked(0).get("variables");
    assertThat(variables.toString())
        .isEqualTo(
            "{\"configurationId\":\"c1\",\"from\":\"2026-11-20T00:00:00Z\","
                + "\"to\":\"2026-11-21T00:00:00Z\",\"prefix\":\"again\"}");
  }

  @Test
  void leavesThePrefixOutIfThereIsNone() {
    server.answering(200, answer("backfill", "RUNNING", "null"));

    backfill();

    assertThat(asked(0).get("variables").has("prefix")).isFalse();
  }

  @Test
  void waitsUntilItHasSucceededAndPrintsThat() {
    server.answering(200, answer("backfill", "RUNNING", "null"));
    server.answering(200, answer("exportBackfill", "RUNNING", "null"));
    server.answering(200, answer("exportBackfill", "SUCCEEDED", "null"));

    Ran ran = backfill("--wait");

    assertThat(ran.exitCode()).isZero();
    assertThat(json(ran.out()).at("/data/exportBackfill/status").asString()).isEqualTo("SUCCEEDED");
    assertThat(ran.err()).as("no bar in a pipe").isEmpty();
    assertThat(asked(2).at("/variables/id").asString()).isEqualTo("b1");
  }

  @Test
  void saysWhyItIsBlocked() {
    server.answering(200, answer("backfill", "RUNNING", "null"));
    server.answering(
        200, answer("exportBackfill", "RUNNING", "{\"message\":\"The bucket is gone.\"}"));

    Ran ran = backfill("--wait");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("\"exportBackfill\"");
    assertThat(ran.err())
        .isEqualTo(
            "waybill: The backfill is blocked, and tries again by itself: The bucket is gone.\n");
  }

  @Test
  void saysThatSomebodyCancelledIt() {
    server.answering(200, answer("backfill", "RUNNING", "null"));
    server.answering(200, answer("exportBackfill", "CANCELLED", "null"));

    Ran ran = backfill("--wait");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("waybill: The backfill was cancelled.\n");
  }

  @Test
  void cancels() {
    server.answering(200, answer("cancelBackfill", "CANCELLED", "null"));

    Ran ran = run("cancelBackfill", "b1", "-o", "table");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("CANCELLED").contains("b1");
    assertThat(asked(0).at("/variables/id").asString()).isEqualTo("b1");
  }

  @Test
  void lists() {
    server.answering(
        200,
        """
        {"data":{"exportBackfills":{"nodes":[{"id":"b2","status":"RUNNING","percent":7}],
          "pageInfo":{"hasNextPage":false,"endCursor":"b2"}}}}""");

    Ran ran = run("backfills", "c1", "--first", "1", "--after", "b3", "-o", "table");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("b2").contains("RUNNING").contains("7");
    assertThat(asked(0).get("variables").toString())
        .isEqualTo("{\"configurationId\":\"c1\",\"first\":1,\"after\":\"b3\"}");
  }

  @Test
  void needsAWindow() {
    Ran ran = run("backfill", "c1", "--from", "2026-11-20T00:00:00Z");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--to");
    assertThat(server.asked()).isEmpty();
  }

  private Ran backfill(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "backfill",
                "c1",
                "--from",
                "2026-11-20T00:00:00Z",
                "--to",
                "2026-11-21T00:00:00Z"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private Ran run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("audit", "exportConfig"));
    all.addAll(List.of(arguments));
    return Ran.against(server.address(), folder, all.toArray(String[]::new));
  }

  private JsonNode asked(int index) {
    return json(server.asked().get(index).body());
  }

  private static JsonNode json(String text) {
    return new JsonMapper().readTree(text);
  }

  private static String answer(String field, String status, String failure) {
    return """
        {"data":{"%s":{"__typename":"ExportBackfill","id":"b1","status":"%s",
         "bytes":{"done":10,"total":20},"percent":50,"failure":%s}}}"""
        .formatted(field, status, failure);
  }
}
