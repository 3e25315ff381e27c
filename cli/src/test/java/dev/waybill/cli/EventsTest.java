package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsTest {
  private static final String ACCEPTED =
      "{\"accepted\":1,\"duplicates\":0,\"rejected\":[],\"position\":\"07\"}";

  private final ScriptedServer server = new ScriptedServer();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sendsAFileInRequestsOfAThousandEvents() throws IOException {
    Path file =
        Files.write(
            folder.resolve("events.ndjson"),
            Collections.nCopies(1_001, "{\"eventType\":\"LOGIN\"}"));
    server.answering(200, "{\"accepted\":1000,\"duplicates\":0,\"rejected\":[]}");
    server.answering(200, "{\"accepted\":0,\"duplicates\":1,\"rejected\":[]}");

    Ran ran = run("send", file.toString());

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("\"accepted\" : 1000", "\"duplicates\" : 1");
    assertThat(server.asked()).hasSize(2);
    assertThat(server.asked().get(0).body().lines()).hasSize(1_000);
    assertThat(server.asked().get(1).body().lines()).hasSize(1);
  }

  @Test
  void sendsTheSamePlaceOfAFileUnderTheSameKeyAndAnotherPlaceUnderAnother() throws IOException {
    Path file = Files.write(folder.resolve("events.ndjson"), Collections.nCopies(2_000, "{}"));
    for (int i = 0; i < 4; i++) {
      server.answering(200, ACCEPTED);
    }

    run("send", file.toString());
    run("send", file.toString());

    assertThat(server.asked().get(0).idempotencyKey())
        .isPresent()
        .isEqualTo(server.asked().get(2).idempotencyKey())
        .isNotEqualTo(server.asked().get(1).idempotencyKey());
  }

  @Test
  void sendsAgainUnderTheSameKeyWhileTheServerAsksForPatience() throws IOException {
    Path file = Files.writeString(folder.resolve("events.ndjson"), "{\"eventType\":\"LOGIN\"}\n");
    server.answering(503, "{\"detail\":\"full\"}");
    server.answering(500, "{\"detail\":\"unknown\"}");
    server.answering(200, ACCEPTED);

    Ran ran = run("send", file.toString());

    assertThat(ran.exitCode()).isZero();
    assertThat(server.asked().stream().map(ScriptedServer.Asked::idempotencyKey).distinct())
        .hasSize(1);
  }

  @Test
  void countsTheLinesOfRejectionsFromTheStartOfTheFile() throws IOException {
    Path file = Files.write(folder.resolve("events.ndjson"), Collections.nCopies(1_005, "{}"));
    server.answering(200, ACCEPTED);
    server.answering(
        422,
        """
        {"accepted":0,"duplicates":0,"rejected":[{"line":5,"code":"INVALID_EVENT","message":"no"}]}""");

    Ran ran = run("send", file.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("\"line\" : 1005");
  }

  @Test
  void saysFromWhichLineOnNothingWasSent() throws IOException {
    Path file = Files.write(folder.resolve("events.ndjson"), Collections.nCopies(1_001, "{}"));
    server.answering(200, ACCEPTED);
    server.answering(403, "{\"detail\":\"This key may not send events.\"}");

    Ran ran = run("send", file.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo("waybill: From line 1001 on nothing was taken: This key may not send events.\n");
  }

  @Test
  void importsAnotherProgramsLogWithTimeAndTypeFromItsFields() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("app.log"),
            "{\"ts\":\"2026-11-20T10:00:00Z\",\"action\":\"LOGIN\",\"n\":12345678901234567890.10}\n");
    server.answering(200, ACCEPTED);

    Ran ran = run("import", file.toString(), "--time-field", "ts", "--type-field", "action");

    assertThat(ran.exitCode()).isZero();
    assertThat(server.asked().getFirst().body())
        .isEqualToIgnoringNewLines(
            """
            {"eventTime":"2026-11-20T10:00:00Z","eventType":"LOGIN","eventDetails":\
            {"ts":"2026-11-20T10:00:00Z","action":"LOGIN","n":12345678901234567890.10}}""");
  }

  @Test
  void followsTheCursorUntilTheSearchIsComplete() {
    server.answering(
        200, "{\"events\":[{\"eventID\":\"1\"}],\"cursor\":\"c+1\",\"complete\":false}");
    server.answering(200, "{\"events\":[{\"eventID\":\"2\"}],\"cursor\":\"c2\",\"complete\":true}");

    Ran ran = run("search", "--kind", "query", "--text", "a b");

    assertThat(ran.out()).isEqualTo("{\"eventID\":\"1\"}\n{\"eventID\":\"2\"}\n");
    assertThat(server.asked().get(0).path())
        .isEqualTo("/api/audit/events?kind=QUERY&text=a+b&limit=100");
    assertThat(server.asked().get(1).path()).endsWith("limit=99&cursor=c%2B1");
  }

  @Test
  void printsFoundEventsAsTheServerHasThem() {
    String event =
        "{\"n\":1.10,\"big\":12345678901234567890.5e3,\"t\":\"z\u00fc \\\\ }\",\"o\":{\"a\":[{}]}}";
    server.answering(
        200, "{\"events\":[%s,%s],\"cursor\":\"c\",\"complete\":true}".formatted(event, event));

    assertThat(run("search").out()).isEqualTo(event + "\n" + event + "\n");
  }

  /** A name may be as long as its line. */
  @Test
  void printsFoundEventsHoweverLongTheirNamesAre() {
    String event = "{\"%s\":1}".formatted("n".repeat(100_000));
    server.answering(200, "{\"events\":[%s],\"complete\":true}".formatted(event));

    assertThat(run("search").out()).isEqualTo(event + "\n");
  }

  @Test
  void saysHowManyLinesOfWhichFileWereRejected() throws IOException {
    Path file = Files.writeString(folder.resolve("events.ndjson"), "{}\n");
    String none =
        "{\"accepted\":0,\"duplicates\":0,\"rejected\":[{\"line\":1,\"code\":\"INVALID_EVENT\",\"message\":\"no\"}]}";
    server.answering(422, none).answering(422, none);

    Ran json = run("send", file.toString());
    Ran table = run("send", file.toString(), "-o", "table");

    assertThat(json.out()).contains("\"file\" : \"" + file);
    assertThat(json.err()).isEqualTo("waybill: 1 of the lines were rejected.\n");
    assertThat(table.out()).isEqualTo("accepted  duplicates  rejected\n0         0           1\n");
  }

  @Test
  void doesNotPromiseThatNothingWasTakenWhenTheServerBreaks() throws IOException {
    Path file = Files.writeString(folder.resolve("events.ndjson"), "{}\n");
    for (int i = 0; i < 8; i++) {
      server.answering(500, "{\"detail\":\"It cannot be told.\"}");
    }

    Ran ran = run("send", file.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("it is not certain what was taken: It cannot be told. Send");
  }

  @Test
  void refusesATenantThatCannotBeOne() {
    Ran ran = run("search", "--tenant", "a\nb");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("A tenant id has").hasLineCount(1);
  }

  private Ran run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "events";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Ran.against(server.address(), folder, all);
  }
}
