package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.exports.SetupTerms;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CloudSetupApiTest {
  private static final String DIRECTORY = "99999999-8888-4777-8666-555555555555";
  private static final String CONTAINER = "azure://acmeaudit.blob.core.windows.net/audit/p";
  private static final SetupTerms TERMS =
      new SetupTerms(Optional.empty(), Optional.empty(), List.of("203.0.113.7"));

  private final ApiFixture api;

  CloudSetupApiTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.empty(), TERMS);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void saysHowTheApplicationIsLetIntoTheContainerOfAnExport() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode export =
        create(
            tenant,
            """
            createAdlsEntraAppExportConfiguration(data: { interval: EVERY_HOUR
              destination: "%s" entraTenantId: "%s" })
            """
                .formatted(CONTAINER, DIRECTORY));

    JsonNode setup = azure(tenant, "configurationId: " + export.get("id"));

    assertThat(setup.get("authentication").asString()).isEqualTo("ENTRA_APP");
    assertThat(setup.get("applicationId").asString())
        .isEqualTo(new OurIdentities().applicationId().orElseThrow());
    assertThat(setup.get("applicationName").asString()).isEqualTo("Waybill of the service");
    assertThat(setup.get("consentUrl").asString())
        .endsWith("state=" + export.get("storageIntegrationId").asString());
    assertThat(setup.get("entraTenantId").asString()).isEqualTo(DIRECTORY);
    assertThat(setup.get("egressAddresses").toString()).isEqualTo("[\"203.0.113.7\"]");
    assertThat(json(setup.get("roleDefinition")).path("DataActions").size()).isEqualTo(2);
    assertThat(json(setup.get("roleAssignment")).path("condition").asString())
        .contains("StringStartsWith 'p/'");
    assertThat(setup.get("script").asString()).contains("!= " + DIRECTORY, "container='audit'");
    assertThat(setup.get("terraform").asString()).contains("azurerm_role_assignment");
    assertThat(setup.get("notes").toString())
        .contains(".waybill.confirm." + export.get("storageIntegrationId").asString());
  }

  @Test
  void saysHowATokenIsMadeForTheContainerOfAnExport() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode export =
        create(
            tenant,
            """
            createAdlsSasTokenExportConfiguration(data: { interval: EVERY_HOUR destination: "%s"
              sasToken: "sv=2024-11-04&sp=cw&se=2027-01-01T00:00:00Z&sig=abc" })
            """
                .formatted(CONTAINER));

    JsonNode setup = azure(tenant, "configurationId: " + export.get("id") + " sasDays: 90");

    assertThat(setup.get("authentication").asString()).isEqualTo("SAS_TOKEN");
    assertThat(setup.get("script").asString()).contains("generate-sas", "days=90\n");
    assertThat(setup.get("roleDefinition").isNull()).isTrue();
    assertThat(setup.get("notes").toString()).doesNotContain("confirm");
  }

  @Test
  void anotherContainerAndAnotherWayMayBeNamed() {
    JsonNode setup =
        azure(
            api.tenant(),
            """
            authentication: SAS_TOKEN storageAccount: "other" fileSystem: "logs"
            createContainer: true expireAfterDays: 9
            """);

    assertThat(setup.get("script").asString())
        .contains("storage_account='other'", "container-rm create", "GreaterThan\": 9");
  }

  @Test
  void saysHowTheServicesAccountIsLetIntoTheBucketOfAnExport() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode export =
        create(
            tenant,
            "createGcsExportConfiguration(data: { interval: EVERY_HOUR destination:"
                + " \"gs://acme-audit/p\" })");

    JsonNode setup = gcs(tenant, "configurationId: " + export.get("id"));

    assertThat(setup.get("authentication").asString()).isEqualTo("GRANT");
    assertThat(setup.get("serviceAccount").asString()).isEqualTo(OurIdentities.SERVICE_ACCOUNT);
    assertThat(json(setup.get("customRole")).path("includedPermissions"))
        .hasToString("[\"storage.objects.create\"]");
    assertThat(json(setup.get("bindings")).at("/0/condition/expression").asString())
        .contains("/buckets/acme-audit/objects/p/");
    assertThat(setup.get("script").asString()).contains(OurIdentities.SERVICE_ACCOUNT);
    assertThat(setup.get("terraform").asString()).contains("google_storage_bucket_iam_member");
    assertThat(setup.get("notes").toString())
        .contains(".waybill.confirm." + export.get("storageIntegrationId").asString());
  }

  @Test
  void saysHowAKeyIsMade() {
    JsonNode setup =
        gcs(
            api.tenant(),
            """
            authentication: SERVICE_ACCOUNT_KEY bucket: "acme-audit" project: "acme-audit-1"
            createBucket: true location: "EU"
            """);

    assertThat(setup.get("serviceAccount").isNull()).isTrue();
    assertThat(setup.get("script").asString())
        .contains("keys create waybill-key.json", "--location='EU'");
    assertThat(setup.get("notes").toString()).doesNotContain("confirm");
  }

  @Test
  void anotherTenantsExportIsNotFound() {
    JsonNode export =
        create(
            api.tenant(),
            "createGcsExportConfiguration(data: { interval: EVERY_HOUR bucket: \"acme-audit\" })");

    for (String query : List.of("gcsSetupInstructions", "azureSetupInstructions")) {
      JsonNode error =
          api.tenant()
              .error(
                  "{ %s(data: { configurationId: %s }) { notes } }"
                      .formatted(query, export.get("id")));
      assertThat(error.at("/extensions/code").asString()).as(query).isEqualTo("NOT_FOUND");
    }
  }

  @Test
  void namesTheFieldThatCannotBeTaken() {
    Map<String, String> fields =
        Map.of(
            "azureSetupInstructions(data: { path: \"p\" })",
            "storageAccount",
            "azureSetupInstructions(data: { destination: \"s3://b\" })",
            "destination",
            "azureSetupInstructions(data: { destination: \"%s\" resourceGroup: \"a\" })"
                .formatted(CONTAINER),
            "subscriptionId",
            "azureSetupInstructions(data: { destination: \"%s\" expireAfterDays: 3 })"
                .formatted(CONTAINER),
            "expireAfterDays",
            "azureSetupInstructions(data: { configurationId: \"a\" storageIntegrationId: \"b\" })",
            "storageIntegrationId",
            "gcsSetupInstructions(data: { path: \"p\" })",
            "bucket",
            "gcsSetupInstructions(data: { bucket: \"acme-audit\" createBucket: true })",
            "location",
            "gcsSetupInstructions(data: { bucket: \"acme-audit\" project: \"P\" })",
            "project");

    fields.forEach(
        (query, field) -> {
          JsonNode error = api.tenant().error("{ " + query + " { notes } }");
          assertThat(error.at("/extensions/code").asString()).as(query).isEqualTo("BAD_REQUEST");
          assertThat(error.at("/extensions/field").asString()).as(query).isEqualTo(field);
        });
  }

  private static JsonNode azure(ApiFixture.Tenant tenant, String data) {
    return tenant
        .data(
            """
            { azureSetupInstructions(data: { %s }) { authentication applicationId applicationName
              consentUrl entraTenantId egressAddresses roleDefinition roleAssignment script terraform
              notes } }
            """
                .formatted(data))
        .get("azureSetupInstructions");
  }

  private static JsonNode gcs(ApiFixture.Tenant tenant, String data) {
    return tenant
        .data(
            """
            { gcsSetupInstructions(data: { %s }) { authentication serviceAccount egressAddresses
              customRole bindings script terraform notes } }
            """
                .formatted(data))
        .get("gcsSetupInstructions");
  }

  private static JsonNode create(ApiFixture.Tenant tenant, String mutation) {
    return tenant
        .data("mutation { made: " + mutation + " { id storageIntegrationId } }")
        .get("made");
  }

  private static JsonNode json(JsonNode text) {
    return new JsonMapper().readTree(text.asString());
  }
}
