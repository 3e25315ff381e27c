package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.GcsLocation;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Exports to Google Cloud Storage: created, shown, changed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GcsApiTest {
  private static final GoogleKeyText KEY =
      new GoogleKeyText("writer@acme.iam.gserviceaccount.com", "1f2e3d");
  private static final String GRANT = "interval: EVERY_HOUR bucket: \"acme-audit\" path: \"p\"";
  private static final String BY_KEY = GRANT + " serviceAccountKey: " + KEY.quoted();
  private static final String SHOWN =
      """
      id connectionStatus storageIntegrationId connectionTest { stage code }
      endpointConfiguration {
        ... on GcsEndpointConfiguration { bucket path serviceAccount confirmed }
        ... on GcsServiceAccountKeyEndpointConfiguration { bucket path clientEmail privateKeyId } }
      """;

  private final ApiFixture api;

  GcsApiTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.empty());
  }

  @AfterAll
  void close() {
    api.close();
  }

  @Test
  void showsWhoseKeyItIsButNeverTheKey() {
    JsonNode created = create(api.tenant(), "GcsServiceAccountKey", BY_KEY);

    assertThat(created.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(created.get("endpointConfiguration").toString())
        .isEqualTo(
            "{\"bucket\":\"acme-audit\",\"path\":\"p\","
                + "\"clientEmail\":\"writer@acme.iam.gserviceaccount.com\",\"privateKeyId\":\"1f2e3d\"}");
    assertThat(created.toString()).doesNotContain(GoogleKeyText.secret(), "attacker");
  }

  @Test
  void showsTheServicesOwnAccountThatIsToBeLetIn() {
    JsonNode created = create(api.tenant(), "Gcs", GRANT);

    assertThat(created.at("/connectionTest/code").asString())
        .isEqualTo("DESTINATION_NOT_CONFIRMED");
    assertThat(created.get("endpointConfiguration").toString())
        .isEqualTo(
            "{\"bucket\":\"acme-audit\",\"path\":\"p\",\"serviceAccount\":\"%s\",\"confirmed\":false}"
                .formatted(OurIdentities.SERVICE_ACCOUNT));
    assertThat(api.clouds.keys(GcsLocation.parse("gs://acme-audit/p")))
        .contains(".waybill.confirm." + created.get("storageIntegrationId").asString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gs://acme-audit/p/", "gcs://acme-audit/p"})
  void aPlaceMayBeGivenByItsUrl(String url) {
    JsonNode created =
        create(api.tenant(), "Gcs", "interval: EVERY_HOUR destination: \"%s\"".formatted(url));

    assertThat(created.at("/endpointConfiguration/bucket").asString()).isEqualTo("acme-audit");
    assertThat(created.at("/endpointConfiguration/path").asString()).isEqualTo("p");
  }

  static Stream<Arguments> badInputs() {
    String quoted = KEY.quoted();
    return Stream.of(
        bad("bucket: \"acme-audit\"", "", "bucket", "missing"),
        bad("\"acme-audit\"", "\"Acme\"", "bucket", "lower-case"),
        bad("\"p\"", "\"a//b\"", "path", "//"),
        bad("path:", "destination: \"gs://x\" path:", "destination", "either"),
        bad(
            "bucket: \"acme-audit\" path: \"p\"",
            "destination: \"s3://x\"",
            "destination",
            "gs://"),
        bad("serviceAccountKey: " + quoted, "", "serviceAccountKey", "missing"),
        bad(quoted, "\"not JSON\"", "serviceAccountKey", "JSON"),
        bad(quoted, "\"{}\"", "serviceAccountKey", "type"),
        bad(
            quoted,
            quoted.replace("service_account\\", "authorized_user\\"),
            "serviceAccountKey",
            "service_account"),
        bad(
            quoted,
            quoted.replace("private_key_id", "no_id"),
            "serviceAccountKey",
            "private_key_id"));
  }

  @ParameterizedTest
  @MethodSource("badInputs")
  void badInputIsRefusedWithOneClearLine(String what, String bad, String field, String words) {
    assertThat(BY_KEY).contains(what);
    ApiFixture.Tenant tenant = api.tenant();

    JsonNode error =
        tenant.error(
            "mutation { createGcsServiceAccountKeyExportConfiguration(data: { %s }) { id } }"
                .formatted(BY_KEY.replace(what, bad)));

    requireBad(error, field, words);
    assertThat(tenant.data("{ storageIntegrations { id } }").get("storageIntegrations")).isEmpty();
  }

  @Test
  void anotherBucketNeedsTheKeyAnewAndAnotherFolderDoesNot() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant, "GcsServiceAccountKey", BY_KEY).get("id").asString();

    requireBad(
        tenant.error(update("GcsServiceAccountKey", id, "bucket: \"other\"")),
        "serviceAccountKey",
        "Give the serviceAccountKey again");
    JsonNode moved =
        tenant
            .data(update("GcsServiceAccountKey", id, "path: \"q\""))
            .get("updateGcsServiceAccountKeyExportConfiguration");
    JsonNode elsewhere =
        tenant
            .data(
                update(
                    "GcsServiceAccountKey",
                    id,
                    "bucket: \"other\" serviceAccountKey: "
                        + new GoogleKeyText("new@acme.iam.gserviceaccount.com", "9a").quoted()))
            .get("updateGcsServiceAccountKeyExportConfiguration");

    assertThat(moved.at("/endpointConfiguration/path").asString()).isEqualTo("q");
    assertThat(elsewhere.get("endpointConfiguration").toString())
        .isEqualTo(
            "{\"bucket\":\"other\",\"path\":\"q\","
                + "\"clientEmail\":\"new@acme.iam.gserviceaccount.com\",\"privateKeyId\":\"9a\"}");
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

  private static Arguments bad(String what, String bad, String field, String words) {
    return Arguments.of(what, bad, field, words);
  }

  private static void requireBad(JsonNode error, String field, String words) {
    assertThat(error.at("/extensions/code").asString()).as("%s", error).isEqualTo("BAD_REQUEST");
    assertThat(error.at("/extensions/field").asString()).as("%s", error).isEqualTo(field);
    assertThat(error.get("message").asString())
        .contains(words)
        .doesNotContain(GoogleKeyText.secret(), "\n");
  }
}
