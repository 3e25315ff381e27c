package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.AzureLocation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Exports to Azure: created, shown, changed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AzureApiTest {
  private static final String TOKEN =
      "sv=2024-11-04&se=2027-01-01T00:00:00Z&sr=c&sp=cw&spr=https&sig=hush%2Fhush%3D";
  private static final String DIRECTORY = "0f1d6b0c-7a52-4e0f-8a43-2f5a1c0d9e11";
  private static final String SAS =
      "interval: EVERY_12_HOURS storageAccount: \"acme\" fileSystem: \"audit\" path: \"p\""
          + " sasToken: \"%s\"".formatted(TOKEN);
  private static final String APP =
      "interval: EVERY_HOUR storageAccount: \"acme\" fileSystem: \"audit\" path: \"p\""
          + " entraTenantId: \"%s\"".formatted(DIRECTORY);
  private static final String SHOWN =
      """
      id connectionStatus storageIntegrationId connectionTest { stage code message advice } warnings
      endpointConfiguration {
        ... on AdlsSasTokenEndpointConfiguration { storageAccount fileSystem path sasExpiresAt sasPermissions }
        ... on AdlsEntraAppEndpointConfiguration {
          storageAccount fileSystem path entraTenantId applicationName consentUrl confirmed } }
      """;

  private final ApiFixture api;

  AzureApiTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.empty());
  }

  @AfterAll
  void close() {
    api.close();
  }

  @Test
  void theDocumentsOfCustomersScriptsWork() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode created =
        tenant
            .data(
                """
                mutation { createAdlsSasTokenEndpointConfiguration(data: { interval: EVERY_12_HOURS storageAccount: "aaa" fileSystem: "fff" path: "p" sasToken: "%s" }) { id connectionStatus } }
                """
                    .formatted(TOKEN))
            .get("createAdlsSasTokenEndpointConfiguration");
    JsonNode updated =
        tenant
            .data(
                """
                mutation { updateAdlsSasTokenExportConfiguration(data: { id: "%s" interval: EVERY_6_HOURS storageAccount: "aaa" fileSystem: "fff" path: "p" sasToken: "%s" }) { id } }
                """
                    .formatted(created.get("id").asString(), TOKEN))
            .get("updateAdlsSasTokenExportConfiguration");

    assertThat(created.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(updated.get("id")).isEqualTo(created.get("id"));
  }

  @Test
  void showsWhatTheTokenSaysButNeverTheToken() {
    JsonNode created = create(api.tenant(), "AdlsSasToken", SAS.replace("\"p\"", "\"shown\""));

    JsonNode endpoint = created.get("endpointConfiguration");
    assertThat(endpoint.toString())
        .isEqualTo(
            "{\"storageAccount\":\"acme\",\"fileSystem\":\"audit\",\"path\":\"shown\","
                + "\"sasExpiresAt\":\"2027-01-01T00:00:00Z\",\"sasPermissions\":\"cw\"}");
    assertThat(created.toString()).doesNotContain("hush");
    assertThat(keys("acme", "audit", "shown")).containsExactly(".waybill.export.log");
  }

  @Test
  void whatAStoredAccessPolicySaysIsNotKnown() {
    JsonNode endpoint =
        create(
                api.tenant(),
                "AdlsSasToken",
                SAS.replace(TOKEN, "?sv=2024-11-04&si=policy&sr=c&sig=hush"))
            .get("endpointConfiguration");

    assertThat(endpoint.get("sasExpiresAt").isNull()).isTrue();
    assertThat(endpoint.get("sasPermissions").isNull()).isTrue();
  }

  @Test
  void aPlaceMayBeGivenByItsUrl() {
    ApiFixture.Tenant tenant = api.tenant();
    String named = "storageAccount: \"acme\" fileSystem: \"audit\" path: \"p\"";
    for (String url :
        List.of(
            "azure://acme.blob.core.windows.net/audit/p",
            "abfss://audit@acme.dfs.core.windows.net/p/")) {
      JsonNode created =
          create(tenant, "AdlsSasToken", SAS.replace(named, "destination: \"%s\"".formatted(url)));

      assertThat(created.at("/endpointConfiguration/storageAccount").asString()).isEqualTo("acme");
      assertThat(created.at("/endpointConfiguration/fileSystem").asString()).isEqualTo("audit");
      assertThat(created.at("/endpointConfiguration/path").asString()).isEqualTo("p");
    }
  }

  static Stream<Arguments> badInputs() {
    return Stream.of(
        bad(SAS, "storageAccount: \"acme\"", "", "storageAccount", "missing"),
        bad(SAS, "fileSystem: \"audit\"", "", "fileSystem", "missing"),
        bad(SAS, "\"acme\"", "\"Acme\"", "storageAccount", "lower-case"),
        bad(SAS, "\"acme\"", "\"acme.example.com/\"", "storageAccount", "lower-case"),
        bad(SAS, "\"audit\"", "\"a--b\"", "fileSystem", "single"),
        bad(SAS, "\"p\"", "\"a/../b\"", "path", ".."),
        bad(SAS, "path:", "destination: \"azure://x\" path:", "destination", "either"),
        bad(SAS, "sasToken: \"" + TOKEN + "\"", "", "sasToken", "missing"),
        bad(SAS, TOKEN, "hush", "sasToken", "form"),
        bad(SAS, TOKEN, "https://acme.blob.core.windows.net/?sig=hush", "sasToken", "URL"),
        bad(SAS, TOKEN, TOKEN + "&sig=hush", "sasToken", "twice"),
        bad(SAS, "sasToken:", "entraTenantId: \"x\" sasToken:", "entraTenantId", "no field"),
        bad(APP, "\"" + DIRECTORY + "\"", "\"acme.example\"", "entraTenantId", "UUID"),
        bad(APP, "entraTenantId: \"" + DIRECTORY + "\"", "", "entraTenantId", "missing"));
  }

  @ParameterizedTest
  @MethodSource("badInputs")
  void badInputIsRefusedWithOneClearLine(
      String good, String what, String bad, String field, String words) {
    assertThat(good).contains(what);
    ApiFixture.Tenant tenant = api.tenant();

    JsonNode error =
        tenant.error(
            "mutation { create%sExportConfiguration(data: { %s }) { id } }"
                .formatted(
                    good.equals(SAS) ? "AdlsSasToken" : "AdlsEntraApp", good.replace(what, bad)));

    requireBad(error, field, words);
    assertThat(tenant.data("{ storageIntegrations { id } }").get("storageIntegrations")).isEmpty();
  }

  @Test
  void anotherContainerOrAccountNeedsTheTokenAnewAndAnotherFolderDoesNot() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant, "AdlsSasToken", SAS).get("id").asString();

    for (String elsewhere :
        List.of(
            "fileSystem: \"other\"",
            "storageAccount: \"other\"",
            "destination: \"azure://acme.blob.core.usgovcloudapi.net/audit/p\"")) {
      requireBad(
          tenant.error(update("AdlsSasToken", id, elsewhere)),
          "sasToken",
          "Give the sasToken again");
    }
    JsonNode moved =
        tenant
            .data(update("AdlsSasToken", id, "path: \"q\""))
            .get("updateAdlsSasTokenExportConfiguration");
    JsonNode elsewhere =
        tenant
            .data(
                update(
                    "AdlsSasToken",
                    id,
                    "fileSystem: \"other\" sasToken: \"%s\"".formatted(TOKEN.replace("cw", "c"))))
            .get("updateAdlsSasTokenExportConfiguration");

    assertThat(moved.at("/endpointConfiguration/path").asString()).isEqualTo("q");
    assertThat(elsewhere.at("/endpointConfiguration/sasPermissions").asString()).isEqualTo("c");
    assertThat(elsewhere.at("/endpointConfiguration/path").asString()).isEqualTo("q");
    assertThat(keys("acme", "other", "q")).containsExactly(".waybill.export.log");
  }

  @Test
  void anAccountOfAnotherCloudStaysThere() {
    ApiFixture.Tenant tenant = api.tenant();
    String place = "azure://acme.blob.core.usgovcloudapi.net/audit";
    String id =
        create(
                tenant,
                "AdlsSasToken",
                "interval: EVERY_HOUR destination: \"%s\" sasToken: \"%s\"".formatted(place, TOKEN))
            .get("id")
            .asString();

    tenant.data(update("AdlsSasToken", id, "storageAccount: \"acme\" path: \"q\""));

    assertThat(api.clouds.keys(AzureLocation.parse(place + "/q")))
        .containsExactly(".waybill.export.log");
  }

  @Test
  void theApplicationIsShownAndDeliversNothingBeforeThePlaceIsConfirmed() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode created = create(tenant, "AdlsEntraApp", APP);

    String integration = created.get("storageIntegrationId").asString();
    assertThat(created.at("/connectionTest/stage").asString()).isEqualTo("CONFIRM");
    assertThat(created.at("/connectionTest/code").asString())
        .isEqualTo("DESTINATION_NOT_CONFIRMED");
    assertThat(created.at("/connectionTest/advice").asString())
        .contains("p/.waybill.confirm." + integration, "confirmDestination");
    JsonNode endpoint = created.get("endpointConfiguration");
    assertThat(endpoint.get("entraTenantId").asString()).isEqualTo(DIRECTORY);
    assertThat(endpoint.get("applicationName").asString()).isEqualTo("Waybill of the service");
    assertThat(endpoint.get("consentUrl").asString())
        .isEqualTo("https://login.example/" + tenant.id + "?state=" + integration);
    assertThat(endpoint.get("confirmed").asBoolean()).isFalse();
    assertThat(keys("acme", "audit", "p")).contains(".waybill.confirm." + integration);
  }

  @Test
  void directoryAndPlaceOfTheApplicationMayChange() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant, "AdlsEntraApp", APP).get("id").asString();
    String other = DIRECTORY.replace("11", "22");

    JsonNode endpoint =
        tenant
            .data(
                update(
                    "AdlsEntraApp",
                    id,
                    "storageAccount: \"other\" entraTenantId: \"%s\"".formatted(other)))
            .at("/updateAdlsEntraAppExportConfiguration/endpointConfiguration");

    assertThat(endpoint.get("storageAccount").asString()).isEqualTo("other");
    assertThat(endpoint.get("fileSystem").asString()).isEqualTo("audit");
    assertThat(endpoint.get("entraTenantId").asString()).isEqualTo(other);
  }

  @Test
  void theSameRequestAgainCreatesNothing() {
    ApiFixture.Tenant tenant = api.tenant();
    Map<String, String> key = Map.of("Idempotency-Key", "k1");
    String document =
        "mutation { createAdlsEntraAppExportConfiguration(data: { %s }) { id storageIntegrationId } }"
            .formatted(APP);

    JsonNode first = tenant.post(document, Map.of(), key);

    assertThat(first.has("errors")).isFalse();
    assertThat(tenant.post(document, Map.of(), key)).isEqualTo(first);
    assertThat(
            ApiFixture.onlyError(tenant.post(document.replace("\"p\"", "\"q\""), Map.of(), key))
                .at("/extensions/code")
                .asString())
        .isEqualTo("CONFLICT");
  }

  private static JsonNode create(ApiFixture.Tenant tenant, String kind, String data) {
    String mutation = "create" + kind + "ExportConfiguration";
    return tenant
        .data("mutation { %s(data: { %s }) { %s } }".formatted(mutation, data, SHOWN))
        .get(mutation);
  }

  private static String update(String kind, String id, String data) {
    return "mutation { update%sExportConfiguration(data: { id: \"%s\" %s }) { %s } }"
        .formatted(kind, id, data, SHOWN);
  }

  private List<String> keys(String account, String container, String path) {
    return api.clouds.keys(
        AzureLocation.parse(
            "azure://%s.blob.core.windows.net/%s/%s".formatted(account, container, path)));
  }

  private static Arguments bad(String good, String what, String bad, String field, String words) {
    return Arguments.of(good, what, bad, field, words);
  }

  private static void requireBad(JsonNode error, String field, String words) {
    assertThat(error.at("/extensions/code").asString()).as("%s", error).isEqualTo("BAD_REQUEST");
    assertThat(error.at("/extensions/field").asString()).as("%s", error).isEqualTo(field);
    assertThat(error.get("message").asString()).contains(words).doesNotContain("hush", "\n");
  }
}
