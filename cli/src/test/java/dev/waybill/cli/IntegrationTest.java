package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IntegrationTest {
  private static final String ANSWER =
      """
      {"data":{"result":{"__typename":"StorageIntegration","id":"i1","name":"archive","draft":%s,
       "externalId":"e1","revision":0,"connectionStatus":"%s"}}}""";

  private final ScriptedServer server = new ScriptedServer();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aDraftTakesNoFileAndIsASuccessWithoutAStorage() {
    server.answering(200, ANSWER.formatted(true, "This is a draft."));

    Ran ran = run("create", "--draft");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(json(ran.out()).at("/data/result/externalId").asString()).isEqualTo("e1");
    assertThat(variables().toString()).isEqualTo("{\"data\":{\"draft\":true}}");
  }

  @Test
  void aDraftMayHaveAName() throws IOException {
    server.answering(200, ANSWER.formatted(true, "This is a draft."));

    run("create", "--draft", file("{\"name\":\"archive\"}"));

    assertThat(variables().toString())
        .isEqualTo("{\"data\":{\"name\":\"archive\",\"draft\":true}}");
  }

  @Test
  void withoutDraftTheFileIsNeeded() {
    Ran ran = run("create");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("FILE is missing");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void exitsWithThreeWhenTheStorageIsNotReachableYet() throws IOException {
    server.answering(200, ANSWER.formatted(false, "The bucket b does not exist"));

    Ran ran = run("create", file("{\"s3AccessKey\":{\"secretAccessKey\":\"env:PATH\"}}"));

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.err()).isEqualTo("waybill: The bucket b does not exist\n");
    assertThat(variables().at("/data/s3AccessKey/secretAccessKey").asString())
        .as("from the environment")
        .isEqualTo(System.getenv("PATH"));
  }

  @Test
  void anUpdateCompletesADraftAndPausesExportsUnlessToldOtherwise() throws IOException {
    server.answering(200, ANSWER.formatted(false, "SUCCESS"));
    server.answering(200, ANSWER.formatted(false, "SUCCESS"));
    String file = file("{\"directory\":{\"root\":\"/srv\"}}");

    assertThat(run("update", "i1", file).exitCode()).isZero();
    assertThat(run("update", "i1", file, "--linked-exports", "UPDATE").exitCode()).isZero();

    assertThat(variables().toString())
        .isEqualTo(
            "{\"id\":\"i1\",\"linkedExports\":\"PAUSE\",\"data\":{\"directory\":{\"root\":\"/srv\"}}}");
    assertThat(json(server.asked().get(1).body()).at("/variables/linkedExports").asString())
        .isEqualTo("UPDATE");
  }

  @Test
  void deletesExportsOnlyIfToldSo() {
    server.answering(200, ANSWER.formatted(true, "This is a draft."));
    server.answering(200, ANSWER.formatted(false, "Gone."));

    assertThat(run("delete", "i1").exitCode()).isZero();
    assertThat(run("delete", "i1", "--linked-exports", "DELETE").exitCode()).isZero();

    assertThat(variables().path("linkedExports").asString()).isEqualTo("PAUSE");
    assertThat(json(server.asked().get(1).body()).at("/variables/linkedExports").asString())
        .isEqualTo("DELETE");
  }

  @Test
  void listsAsATableForPeople() {
    server.answering(
        200,
        """
        {"data":{"storageIntegrations":[{"id":"i1","name":"archive","draft":true,
          "externalId":"e1","revision":0,"connectionStatus":"This is a draft."}]}}""");

    assertThat(run("list", "-o", "table").out())
        .isEqualTo(
            """
            id  name     draft  externalId  revision  connectionStatus
            i1  archive  true   e1          0         This is a draft.
            """);
  }

  @Test
  void aPolicyIsMadeForTheExternalIdOfADraft() {
    server.answering(
        200,
        """
        {"data":{"setupInstructions":{"principal":"arn:aws:iam::999988887777:role/waybill",
          "externalId":"6b0f6a0e-6f0f-4d0e-8d9a-3f6d1d1d8c11","egressAddresses":[]}}}""");

    Ran ran =
        Ran.against(
            server.address(),
            folder,
            "audit",
            "exportConfig",
            "policy",
            "--integration",
            "i1",
            "--destination",
            "s3://acme-audit/p");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("6b0f6a0e-6f0f-4d0e-8d9a-3f6d1d1d8c11");
    assertThat(variables().at("/data/storageIntegrationId").asString()).isEqualTo("i1");
  }

  private JsonNode variables() {
    return json(server.asked().getFirst().body()).path("variables");
  }

  private Ran run(String... arguments) {
    return Ran.against(
        server.address(),
        folder,
        Stream.concat(Stream.of("audit", "integration"), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("integration.json"), content).toString();
  }

  private static JsonNode json(String text) {
    return new JsonMapper().readTree(text);
  }
}
