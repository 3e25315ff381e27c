package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.stores.s3.RoleSettings;
import dev.waybill.time.SettableTime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What holds for destinations of every kind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DestinationKindsTest {
  /** By the names of their mutations. */
  private static final Map<String, String> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("S3AccessKey", "s3AccessKey");
    FIELDS.put("S3AssumedRole", "s3AssumedRole");
    FIELDS.put("AdlsSasToken", "adlsSasToken");
    FIELDS.put("AdlsEntraApp", "adlsEntraApp");
    FIELDS.put("Gcs", "gcs");
    FIELDS.put("GcsServiceAccountKey", "gcsServiceAccountKey");
    FIELDS.put("Directory", "directory");
  }

  private final ApiFixture api;
  private final Map<String, String> places = new LinkedHashMap<>();

  DestinationKindsTest(@TempDir Path folder) {
    URI nobody = URI.create(ApiFixture.UNREACHABLE);
    api =
        new ApiFixture(
            folder,
            Optional.of(nobody),
            new RoleSettings(Optional.of(nobody), Optional.of(new AccessKey("ours", "secret"))),
            new SettableTime(Instant.parse("2026-11-20T14:20:00Z")));
    String s3 = "bucket: \"archive\" region: \"us-east-1\" ";
    String azure = "storageAccount: \"acme\" fileSystem: \"audit\" ";
    places.put("S3AccessKey", s3 + "accessKeyId: \"AK\" secretAccessKey: \"SK\"");
    places.put("S3AssumedRole", s3 + "roleArn: \"arn:aws:iam::111122223333:role/r\"");
    places.put("AdlsSasToken", azure + "sasToken: \"sv=2024-11-04&sp=cw&sig=hush\"");
    places.put("AdlsEntraApp", azure + "entraTenantId: \"0f1d6b0c-7a52-4e0f-8a43-2f5a1c0d9e11\"");
    places.put("Gcs", "bucket: \"acme-audit\"");
    places.put(
        "GcsServiceAccountKey",
        "bucket: \"acme-audit\" serviceAccountKey: "
            + new GoogleKeyText("w@acme.iam.gserviceaccount.com", "1").quoted());
    places.put("Directory", "root: \"%s\"".formatted(api.root));
  }

  @AfterAll
  void close() {
    api.close();
  }

  @Test
  void anExportKeepsItsKindAndSaysHowToGetAnother() {
    ApiFixture.Tenant tenant = api.tenant();
    places.forEach(
        (kind, place) -> {
          String id = export(tenant, kind, "interval: EVERY_HOUR " + place).get("id").asString();
          for (String other : places.keySet()) {
            String update =
                "mutation { update%sExportConfiguration(data: { id: \"%s\" path: \"q\" }) { id } }"
                    .formatted(other, id);
            if (other.equals(kind)) {
              assertThat(tenant.data(update).toString()).contains(id);
            } else {
              requireBad(tenant.error(update), "id");
            }
          }
        });
  }

  @Test
  void anIntegrationKeepsItsKindToo() {
    ApiFixture.Tenant tenant = api.tenant();
    places.forEach(
        (kind, place) -> {
          String id = integration(tenant, "%s: { %s }".formatted(FIELDS.get(kind), place));
          FIELDS.forEach(
              (other, field) -> {
                String update = redirect(id, "%s: { path: \"q\" }".formatted(field));
                if (other.equals(kind)) {
                  assertThat(tenant.data(update).toString()).contains("\"revision\":2");
                } else {
                  requireBad(tenant.error(update), field);
                }
              });
        });
  }

  @Test
  void aDraftBecomesAnIntegrationOfAnyKind() {
    ApiFixture.Tenant tenant = api.tenant();
    places.forEach(
        (kind, place) -> {
          String id = integration(tenant, "draft: true");
          JsonNode completed =
              tenant
                  .data(redirect(id, "%s: { %s }".formatted(FIELDS.get(kind), place)))
                  .get("updateStorageIntegrationDestination");

          assertThat(completed.get("id").asString()).isEqualTo(id);
          assertThat(completed.at("/endpointConfiguration/__typename").asString())
              .isEqualTo(kind + "EndpointConfiguration");
        });
  }

  @Test
  void oneDestinationIsEnough() {
    JsonNode error =
        api.tenant()
            .error(
                create(
                    "gcs: { bucket: \"acme-audit\" } adlsEntraApp: { %s }"
                        .formatted(places.get("AdlsEntraApp"))));

    assertThat(error.at("/extensions/field").asString()).isEqualTo("data");
    assertThat(error.get("message").asString()).contains(FIELDS.values());
  }

  @Test
  void linkedExportsMoveOnlyTogether() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode export =
        export(tenant, "AdlsSasToken", "interval: EVERY_HOUR " + places.get("AdlsSasToken"));
    tenant.data(
        "mutation { createExportConfiguration(data: { interval: EVERY_HOUR storageIntegrationId: \"%s\" }) { id } }"
            .formatted(export.get("storageIntegrationId").asString()));

    JsonNode error =
        tenant.error(
            "mutation { updateAdlsSasTokenExportConfiguration(data: { id: \"%s\" path: \"q\" }) { id } }"
                .formatted(export.get("id").asString()));

    assertThat(error.at("/extensions/code").asString()).isEqualTo("CONFLICT");
    assertThat(error.get("message").asString()).contains("updateStorageIntegrationDestination");
  }

  @Test
  void anothersExportIsNotFoundLikeAMissingOne() {
    ApiFixture.Tenant owner = api.tenant();
    ApiFixture.Tenant other = api.tenant();
    places.forEach(
        (kind, place) -> {
          String id = export(owner, kind, "interval: EVERY_HOUR " + place).get("id").asString();
          String update = "mutation { update%sExportConfiguration(data: { id: \"%s\" }) { id } }";

          JsonNode theirs = other.error(update.formatted(kind, id));

          assertThat(theirs.at("/extensions/code").asString()).isEqualTo("NOT_FOUND");
          assertThat(theirs).isEqualTo(other.error(update.formatted(kind, "x")));
        });
  }

  private static JsonNode export(ApiFixture.Tenant tenant, String kind, String data) {
    String mutation = "create" + kind + "ExportConfiguration";
    return tenant
        .data("mutation { %s(data: { %s }) { id storageIntegrationId } }".formatted(mutation, data))
        .get(mutation);
  }

  private static String integration(ApiFixture.Tenant tenant, String data) {
    return tenant.data(create(data)).at("/createStorageIntegration/id").asString();
  }

  private static String create(String data) {
    return "mutation { createStorageIntegration(data: { %s }) { id } }".formatted(data);
  }

  private static String redirect(String id, String data) {
    return "mutation { updateStorageIntegrationDestination(id: \"%s\" data: { %s }) { id revision endpointConfiguration { __typename } } }"
        .formatted(id, data);
  }

  private static void requireBad(JsonNode error, String field) {
    assertThat(error.at("/extensions/code").asString()).as("%s", error).isEqualTo("BAD_REQUEST");
    assertThat(error.at("/extensions/field").asString()).as("%s", error).isEqualTo(field);
    assertThat(error.get("message").asString())
        .contains("cannot change its kind", "updateExportConfiguration");
  }
}
