package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportConfigTest {
  private static final String CREATED =
      """
      {"data":{"createS3AccessKeyExportConfiguration":{"__typename":"ExportConfiguration","id":"c1",
       "name":"","interval":"EVERY_HOUR","enabled":true,"connectionStatus":"%s"}}}""";

  private final ScriptedServer server = new ScriptedServer();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void printsTheEnvelopeOfACreation() throws IOException {
    server.answering(200, CREATED.formatted("SUCCESS"));

    Ran ran = run("create:s3:accessKey", file("{\"bucket\":\"b\",\"interval\":\"EVERY_HOUR\"}"));

    assertThat(ran.exitCode()).isZero();
    assertThat(
            json(ran.out()).at("/data/createS3AccessKeyExportConfiguration/__typename").asString())
        .isEqualTo("ExportConfiguration");
    assertThat(server.asked().getFirst().path()).isEqualTo("/api/audit/graphql");
    assertThat(server.asked().getFirst().key()).isEqualTo("Bearer wb_test");
    assertThat(json(server.asked().getFirst().body()).at("/variables/data/bucket").asString())
        .isEqualTo("b");
  }

  @Test
  void exitsWithThreeWhenTheStorageIsNotReachableYet() throws IOException {
    server.answering(200, CREATED.formatted("The bucket b does not exist"));

    Ran ran = run("create:s3:accessKey", file("{\"bucket\":\"b\"}"));

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.out()).contains("\"id\" : \"c1\"");
    assertThat(ran.err()).isEqualTo("waybill: The bucket b does not exist\n");
  }

  @Test
  void takesASecretFromTheEnvironment() throws IOException {
    server.answering(200, CREATED.formatted("SUCCESS"));

    run("create:s3:accessKey", file("{\"secretAccessKey\":\"env:PATH\"}"));

    assertThat(
            json(server.asked().getFirst().body()).at("/variables/data/secretAccessKey").asString())
        .isEqualTo(System.getenv("PATH"));
  }

  @Test
  void namesTheFieldWhoseEnvironmentVariableIsMissing() throws IOException {
    Ran ran = run("create:s3:accessKey", file("{\"secretAccessKey\":\"env:NOT_SET_ANYWHERE\"}"));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo(
            "waybill: secretAccessKey: the environment variable NOT_SET_ANYWHERE is not set.\n");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void refusesAFileThatIsNotJson() throws IOException {
    Ran ran = run("create:directory", file("{\n  interval: }"));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("is not JSON, at line 2");
  }

  @Test
  void refusesAFileWithTheSameFieldTwice() throws IOException {
    Ran ran = run("create:directory", file("{\"path\":\"a\",\"path\":\"b\"}"));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("Duplicate").hasLineCount(1);
  }

  @Test
  void refusesAFileThatDoesNotExist() {
    Ran ran = run("create:directory", folder.resolve("absent.json").toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).startsWith("waybill: There is no file ").hasLineCount(1);
  }

  @Test
  void showsTheServersRefusalInOneLineWithTheField() throws IOException {
    server.answering(
        200,
        """
        {"errors":[{"message":"give one of EVERY_HOUR, ...\\nmore",
          "extensions":{"code":"BAD_REQUEST","field":"interval"}}],"data":null}""");

    Ran ran = run("create:directory", file("{\"interval\":\"EVERY_3_HOURS\"}"));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("waybill: interval: give one of EVERY_HOUR, ...\n");
  }

  @Test
  void listsAsATableForPeople() {
    server.answering(
        200,
        """
        {"data":{"getAllExportConfigurations":[
          {"id":"c1","name":"to S3","interval":"EVERY_HOUR","enabled":true,"lag":42,"consecutiveFailures":0,"nextJobAt":"2026-11-21T08:02:00Z","connectionStatus":"SUCCESS"}]}}""");

    Ran ran = run("list", "-o", "table");

    assertThat(ran.out())
        .isEqualTo(
            """
            id  name   interval    enabled  lag  consecutiveFailures  nextJobAt             connectionStatus
            c1  to S3  EVERY_HOUR  true     42   0                    2026-11-21T08:02:00Z  SUCCESS
            """);
  }

  @Test
  void showsTheSigningKeyAndTheWarningsOfOneExport() {
    server.answering(
        200,
        """
        {"data":{"exportConfiguration":
          {"id":"c1","name":"to S3","interval":"EVERY_HOUR","enabled":true,"lag":42,"consecutiveFailures":0,"nextJobAt":"2026-11-21T08:02:00Z","connectionStatus":"SUCCESS","signingKeyId":"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k","warnings":["The access key A is 97 days old."]}}}""");

    Ran ran = run("get", "c1", "-o", "table");

    assertThat(server.asked().getFirst().body()).contains("signingKeyId", "accessKeys");
    assertThat(ran.out())
        .isEqualTo(
            """
            id  name   interval    enabled  lag  consecutiveFailures  nextJobAt             connectionStatus  signingKeyId                                 warnings
            c1  to S3  EVERY_HOUR  true     42   0                    2026-11-21T08:02:00Z  SUCCESS           kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k  The access key A is 97 days old.
            """);
  }

  @Test
  void updatesTheExportAloneWhenTheDestinationIsNotNamed() throws IOException {
    server.answering(200, "{\"data\":{\"x\":{\"connectionStatus\":\"SUCCESS\"}}}");

    run("update", file("{\"id\":\"c1\",\"interval\":\"EVERY_HOUR\"}"));

    assertThat(server.asked().getFirst().body()).contains("updateExportConfiguration(data: $data)");
  }

  @Test
  void updatesTheDestinationByTheMutationOfItsKind() throws IOException {
    server.answering(
        200,
        """
        {"data":{"exportConfiguration":{"endpointConfiguration":{"__typename":"DirectoryEndpointConfiguration"}}}}""");
    server.answering(200, "{\"data\":{\"x\":{\"connectionStatus\":\"SUCCESS\"}}}");

    run("update", file("{\"id\":\"c1\",\"path\":\"new\"}"));

    assertThat(server.asked().get(1).body())
        .contains("updateDirectoryExportConfiguration(data: $data)");
  }

  @Test
  void optionsOfABucketBelongToTheDestination() throws IOException {
    for (String change :
        List.of(
            "\"encryption\":\"SSE_S3\"",
            "\"kmsKeyId\":\"alias/audit\"",
            "\"bucketKey\":false",
            "\"expectedBucketOwner\":\"\"",
            "\"bucketOwnerFullControl\":true")) {
      server.answering(
          200,
          """
          {"data":{"exportConfiguration":{"endpointConfiguration":{"__typename":"S3AssumedRoleEndpointConfiguration"}}}}""");
      server.answering(200, "{\"data\":{\"x\":{\"connectionStatus\":\"SUCCESS\"}}}");

      run("update", file("{\"id\":\"c1\"," + change + "}"));

      assertThat(server.asked().getLast().body())
          .contains("updateS3AssumedRoleExportConfiguration(data: $data)", change)
          .contains("encryption kmsKeyId bucketKey expectedBucketOwner bucketOwnerFullControl");
    }
  }

  @Test
  void waitsForTheJobItStarted() {
    server.answering(
        200, "{\"data\":{\"runExportConfiguration\":{\"id\":\"j1\",\"status\":\"PLANNED\"}}}");
    server.answering(
        200,
        "{\"data\":{\"exportJob\":{\"id\":\"j1\",\"status\":\"SUCCEEDED\",\"eventCount\":7}}}");

    Ran ran = run("run", "c1", "--wait");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("SUCCEEDED");
  }

  @Test
  void failsWhenTheJobThatWasWaitedForDidNotSucceed() {
    server.answering(
        200, "{\"data\":{\"runExportConfiguration\":{\"id\":\"j1\",\"status\":\"PLANNED\"}}}");
    server.answering(
        200,
        """
        {"data":{"exportJob":{"id":"j1","status":"BLOCKED","failure":{"message":"The bucket is gone."}}}}""");

    Ran ran = run("run", "c1", "--wait");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("BLOCKED");
    assertThat(ran.err()).isEqualTo("waybill: The job is BLOCKED: The bucket is gone.\n");
  }

  private Ran run(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "audit";
    all[1] = "exportConfig";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return Ran.against(server.address(), folder, all);
  }

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("exportConfig.json"), content).toString();
  }

  private static JsonNode json(String text) {
    return new JsonMapper().readTree(text);
  }
}
