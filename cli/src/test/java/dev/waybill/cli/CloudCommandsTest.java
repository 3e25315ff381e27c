package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the command line does for Azure and Google Cloud. */
class CloudCommandsTest {
  private static final String AZURE =
      """
      {"data":{"azureSetupInstructions":{"authentication":"ENTRA_APP","consentUrl":"https://c",
       "roleDefinition":"{\\"Name\\":\\"r\\"}","roleAssignment":"{\\"scope\\":\\"s\\"}",
       "script":"#!/usr/bin/env bash\\n","terraform":"terraform {}\\n","notes":["Wait."]}}}""";
  private static final String GCS =
      """
      {"data":{"gcsSetupInstructions":{"authentication":"GRANT","serviceAccount":null,
       "customRole":"{}","bindings":"[{\\"role\\":\\"r\\"}]","script":null,"terraform":null,
       "notes":["The operator has no identity."]}}}""";

  private final ScriptedServer server = new ScriptedServer();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void takesASasTokenFromTheEnvironment() throws IOException {
    server.answering(200, "{\"data\":{\"x\":{\"connectionStatus\":\"SUCCESS\"}}}");

    Ran ran = run("create:adls:sasToken", file("{\"sasToken\":\"env:PATH\"}"));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(sent(0).at("/variables/data/sasToken").asString()).isEqualTo(System.getenv("PATH"));
    assertThat(sent(0).path("query").asString())
        .contains("createAdlsSasTokenExportConfiguration(data: $data)", "sasExpiresAt");
  }

  @Test
  void updatesTheDestinationByTheMutationOfItsKind() throws IOException {
    for (String word : List.of("AdlsSasToken", "AdlsEntraApp", "Gcs", "GcsServiceAccountKey")) {
      server.answering(
          200,
          """
          {"data":{"exportConfiguration":{"endpointConfiguration":{"__typename":"%sEndpointConfiguration"}}}}"""
              .formatted(word));
      server.answering(200, "{\"data\":{\"x\":{\"connectionStatus\":\"SUCCESS\"}}}");

      run("update", file("{\"id\":\"c1\",\"path\":\"q\"}"));

      assertThat(server.asked().getLast().body())
          .contains("update" + word + "ExportConfiguration(data: $data)");
    }
  }

  @Test
  void aNewSecretIsAChangeOfTheDestination() throws IOException {
    for (String field : List.of("sasToken", "serviceAccountKey", "entraTenantId", "fileSystem")) {
      server.answering(
          200,
          """
          {"data":{"exportConfiguration":{"endpointConfiguration":{"__typename":"AdlsSasTokenEndpointConfiguration"}}}}""");
      server.answering(200, "{\"data\":{\"x\":{\"connectionStatus\":\"SUCCESS\"}}}");

      run("update", file("{\"id\":\"c1\",\"%s\":\"new\"}".formatted(field)));

      assertThat(server.asked().getLast().body())
          .as(field)
          .contains("updateAdlsSasTokenExportConfiguration");
    }
  }

  @Test
  void confirmsAPlaceWithTheTokenThatLiesThere() {
    server.answering(
        200,
        "{\"data\":{\"confirmDestination\":{\"id\":\"i1\",\"connectionStatus\":\"SUCCESS\"}}}");

    Ran ran = run("confirm", "i1", " token\n");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(sent(0).path("variables").toString())
        .isEqualTo("{\"id\":\"i1\",\"token\":\"token\"}");
  }

  @Test
  void takesTheTokenFromTheEnvironment() {
    server.answering(
        200,
        "{\"data\":{\"confirmDestination\":{\"id\":\"i1\",\"connectionStatus\":\"SUCCESS\"}}}");

    Ran ran = run("confirm", "i1", "env:PATH");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(sent(0).at("/variables/token").asString()).isEqualTo(System.getenv("PATH").strip());
  }

  @Test
  void saysHowToGiveTheTokenWhereNobodyCanBeAsked() {
    Ran ran = run("confirm", "i1");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("'-'", "'env:NAME'");
    assertThat(run("confirm", "i1", "env:WAYBILL_TEST_NOT_SET").err())
        .isEqualTo("waybill: token: the environment variable WAYBILL_TEST_NOT_SET is not set.\n");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void exitsWithThreeWhenAConfirmedPlaceCannotBeReached() {
    server.answering(
        200, "{\"data\":{\"confirmDestination\":{\"id\":\"i1\",\"connectionStatus\":\"No.\"}}}");

    assertThat(run("confirm", "i1", "t").exitCode()).isEqualTo(3);
  }

  @Test
  void showsWhatToSetUpForTheCloudOfTheExport() {
    server.answering(
        200,
        """
        {"data":{"exportConfiguration":{"endpointConfiguration":{"__typename":"AdlsEntraAppEndpointConfiguration"}}}}""");
    server.answering(200, AZURE);

    Ran ran = run("policy", "c1");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(sent(1).at("/variables/data").toString()).isEqualTo("{\"configurationId\":\"c1\"}");
    JsonNode json = new JsonMapper().readTree(ran.out());
    assertThat(json.at("/roleDefinition/Name").asString()).isEqualTo("r");
    assertThat(json.path("consentUrl").asString()).isEqualTo("https://c");
    assertThat(json.has("script")).isFalse();
  }

  @Test
  void showsWhatToSetUpForTheCloudOfAnIntegration() {
    server.answering(
        200,
        """
        {"data":{"storageIntegrations":[
          {"id":"i0","endpointConfiguration":{"__typename":"S3AccessKeyEndpointConfiguration"}},
          {"id":"i1","endpointConfiguration":{"__typename":"AdlsEntraAppEndpointConfiguration"}}]}}""");
    server.answering(200, AZURE);

    Ran ran = run("policy", "--integration", "i1");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(sent(1).path("query").asString()).contains("azureSetupInstructions");
    assertThat(sent(1).at("/variables/data").toString())
        .isEqualTo("{\"storageIntegrationId\":\"i1\"}");
  }

  @Test
  void aDraftHasNoCloudYet() {
    server.answering(
        200,
        """
        {"data":{"storageIntegrations":[{"id":"i1","draft":true,"endpointConfiguration":null}]}}""");

    Ran ran = run("policy", "--integration", "i1");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--destination");
  }

  @ParameterizedTest
  @CsvSource({
    "gcs, --region, eu-central-1, S3",
    "azure, --kms-key, arn, S3",
    "gcs, --role-name, r, S3",
    "gcs, --account, 111122223333, S3",
    "azure, --bucket-owner-full-control,, S3",
    "azure, --no-bucket-owner-full-control,, S3",
    "gcs, --interval, EVERY_HOUR, S3",
    "gcs, --principal, arn, S3",
    "azure, --external-id, x, S3",
    "s3, --authentication, GRANT, Azure and Google Cloud Storage",
    "gcs, --entra-tenant, t, Azure",
    "s3, --subscription, s, Azure",
    "s3, --resource-group, g, Azure",
    "gcs, --sas-days, 9, Azure",
    "azure, --project, p, Google Cloud Storage",
    "s3, --account-name, n, Google Cloud Storage",
    "s3, --location, l, Google Cloud Storage"
  })
  void refusesWhatMeansNothingThere(String provider, String option, String value, String whose) {
    List<String> arguments = new ArrayList<>(List.of("policy", "--provider", provider, option));
    Optional.ofNullable(value).ifPresent(arguments::add);

    Ran ran = run(arguments.toArray(String[]::new));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("waybill: " + option.replace("--no-", "--") + " is for " + whose + "; ");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void theDestinationTellsWhoseCloudIsMeant() {
    server.answering(200, AZURE);

    Ran ran =
        run(
            "policy",
            "--destination",
            "azure://acmeaudit.blob.core.windows.net/audit",
            "--authentication",
            "SAS_TOKEN",
            "--sas-days",
            "90",
            "--create-bucket",
            "--expire-after",
            "9",
            "--format",
            "script");

    assertThat(ran.out()).isEqualTo("#!/usr/bin/env bash\n");
    assertThat(ran.err()).isEqualTo("waybill: Wait.\n");
    assertThat(sent(0).at("/variables/data").toString())
        .isEqualTo(
            "{\"authentication\":\"SAS_TOKEN\",\"sasDays\":90,\"destination\":"
                + "\"azure://acmeaudit.blob.core.windows.net/audit\",\"createContainer\":true,"
                + "\"expireAfterDays\":9}");
  }

  @Test
  void saysWhyThereIsNoScript() {
    server.answering(200, GCS);

    Ran ran = run("policy", "--provider", "gcs", "--format", "terraform");

    assertThat(ran.exitCode()).isOne();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEqualTo("waybill: The operator has no identity.\n");
  }

  @Test
  void cloudFormationIsForAwsAlone() {
    server.answering(200, GCS);

    assertThat(run("policy", "--provider", "gcs", "--format", "cloudformation").exitCode())
        .isEqualTo(2);
  }

  @Test
  void theBucketOfAnExportToS3IsMeantIfNoOtherIsNamed() {
    server.answering(
        200,
        """
        {"data":{"exportConfiguration":{"endpointConfiguration":{"__typename":"S3AssumedRoleEndpointConfiguration","bucket":"acme-audit","path":"p"}}}}""");
    server.answering(
        200,
        """
        {"data":{"setupInstructions":{"principal":null,"externalId":null,"egressAddresses":[]}}}""");

    Ran ran = run("policy", "c1");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("arn:aws:s3:::acme-audit/p/*");
  }

  @Test
  void withoutAnythingItAsksWhichBucket() {
    Ran ran = run("policy");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--destination");
    assertThat(server.asked()).isEmpty();
  }

  private Ran run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("audit", "exportConfig"));
    all.addAll(List.of(arguments));
    return Ran.against(server.address(), folder, all.toArray(String[]::new));
  }

  private JsonNode sent(int index) {
    return new JsonMapper().readTree(server.asked().get(index).body());
  }

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("exportConfig.json"), content).toString();
  }
}
