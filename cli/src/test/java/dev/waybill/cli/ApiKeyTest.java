package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApiKeyTest {
  private final ScriptedServer server = new ScriptedServer();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void makesAKeyAndPrintsTheSecretAlone() {
    server.answering(
        200, "{\"data\":{\"createApiKey\":{\"key\":{\"id\":\"k1\"},\"secret\":\"wb_s\"}}}");

    Ran ran =
        run(
            "create",
            "--name",
            "ci",
            "--permission",
            "audit,read",
            "--expires-in",
            "90d",
            "--secret-only");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).isEqualTo("wb_s\n");
    assertThat(variables().toString())
        .isEqualTo(
            "{\"data\":{\"name\":\"ci\",\"permissions\":[\"AUDIT\",\"READ\"],\"expiresIn\":\"90d\"}}");
  }

  @Test
  void offersNoPermissionOfOperators() {
    Ran ran = run("create", "--name", "ci", "--permission", "OPERATOR");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--permission", "AUDIT_READ").doesNotContain("OPERATOR,");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void showsARotatedKeyForPeople() {
    server.answering(
        200,
        """
        {"data":{"rotateApiKey":{"key":{"id":"k2","name":"ci","permissions":["AUDIT"]},
          "secret":"wb_s","replaced":{"id":"k1"}}}}""");

    Ran ran = run("rotate", "k1", "--overlap", "1h", "-o", "table");

    assertThat(ran.out())
        .isEqualTo(
            """
            key.id  key.name  key.permissions  key.expiresAt  secret
            k2      ci        AUDIT            -              wb_s
            """);
    assertThat(variables().toString()).isEqualTo("{\"id\":\"k1\",\"overlap\":\"1h\"}");
  }

  @Test
  void tellsWhyAKeyCannotBeHad() {
    server.answering(
        200,
        "{\"errors\":[{\"message\":\"There is no such key.\",\"extensions\":{\"code\":\"NOT_FOUND\"}}]}");

    Ran ran = run("revoke", "k1");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("waybill: There is no such key.\n");
  }

  @Test
  void listsKeys() {
    server.answering(
        200, "{\"data\":{\"apiKeys\":[{\"id\":\"k1\",\"lastUsedAt\":\"2026-11-20T14:20:00Z\"}]}}");

    assertThat(run("list", "-o", "table").out()).contains("k1", "2026-11-20T14:20:00Z");
  }

  private JsonNode variables() {
    return new JsonMapper().readTree(server.asked().getFirst().body()).path("variables");
  }

  private Ran run(String... arguments) {
    return Ran.against(
        server.address(),
        folder,
        Stream.concat(Stream.of("audit", "apiKey"), Stream.of(arguments)).toArray(String[]::new));
  }
}
