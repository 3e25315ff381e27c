package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RedeliverTest {
  private static final String ASKED =
      "{\"data\":{\"redeliver\":{\"id\":\"r1\",\"status\":\"RUNNING\",\"progress\":{\"jobs\":0}}}}";

  private final ScriptedServer server = new ScriptedServer();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void asksForTheJobs() {
    server.answering(200, ASKED);

    Ran ran = run("c1", "--from-job", "3", "--to-job", "7");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).isEmpty();
    JsonNode sent = new JsonMapper().readTree(server.asked().getFirst().body());
    assertThat(sent.at("/variables/configurationId").asString()).isEqualTo("c1");
    assertThat(sent.at("/variables/fromSequence").asLong()).isEqualTo(3);
    assertThat(sent.at("/variables/toSequence").asLong()).isEqualTo(7);
    assertThat(new JsonMapper().readTree(ran.out()).at("/data/redeliver/id").asString())
        .isEqualTo("r1");
  }

  @Test
  void namesTheStreamOnlyIfToldTo() {
    server.answering(200, ASKED);
    server.answering(200, ASKED);

    assertThat(run("c1", "--from-job", "3", "--to-job", "7").exitCode()).isZero();
    assertThat(run("c1", "--stream", "s1", "--from-job", "3", "--to-job", "7").exitCode()).isZero();

    JsonMapper json = new JsonMapper();
    assertThat(json.readTree(server.asked().getFirst().body()).at("/variables").has("stream"))
        .isFalse();
    assertThat(json.readTree(server.asked().getLast().body()).at("/variables/stream").asString())
        .isEqualTo("s1");
  }

  @Test
  void waitsUntilAllIsThere() {
    server.answering(200, ASKED);
    server.answering(200, looked("RUNNING", 1, ""));
    server.answering(200, looked("SUCCEEDED", 5, ""));

    Ran ran = run("c1", "--from-job", "3", "--to-job", "7", "--wait");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("SUCCEEDED");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void saysWhyItCannotBePut() {
    server.answering(200, ASKED);
    server.answering(200, looked("FAILED", 1, "Retention has taken events of job 4."));

    Ran ran = run("c1", "--from-job", "3", "--to-job", "7", "--wait", "-o", "table");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("FAILED");
    assertThat(ran.err())
        .isEqualTo("waybill: The redelivery is FAILED: Retention has taken events of job 4.\n");
  }

  @Test
  void doesNotWaitForABlockedOne() {
    server.answering(200, ASKED);
    server.answering(200, looked("BLOCKED", 1, "The bucket is gone."));

    Ran ran = run("c1", "--from-job", "3", "--to-job", "7", "--wait");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("waybill: The redelivery is BLOCKED: The bucket is gone.\n");
  }

  @Test
  void needsBothJobs() {
    assertThat(run("c1", "--from-job", "3").exitCode()).isEqualTo(2);
    assertThat(run("c1").exitCode()).isEqualTo(2);
    assertThat(run("c1", "--from-job", "x", "--to-job", "7").exitCode()).isEqualTo(2);
    assertThat(run("--from-job", "1", "--to-job", "7").exitCode()).isEqualTo(2);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void showsTheServersRefusal() {
    server.answering(
        200,
        """
        {"errors":[{"message":"Job 7 does not exist.",
          "extensions":{"code":"BAD_REQUEST","field":"toSequence"}}],"data":null}\
        """);

    Ran ran = run("c1", "--from-job", "3", "--to-job", "7");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("waybill: toSequence: Job 7 does not exist.\n");
  }

  private static String looked(String status, int jobs, String message) {
    String failure = message.isEmpty() ? "null" : "{\"message\":\"" + message + "\"}";
    return "{\"data\":{\"redelivery\":{\"id\":\"r1\",\"status\":\"%s\",\"progress\":{\"jobs\":%d},\"failure\":%s}}}"
        .formatted(status, jobs, failure);
  }

  private Ran run(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "audit";
    all[1] = "exportConfig";
    all[2] = "redeliver";
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return Ran.against(server.address(), folder, all);
  }
}
