package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Storage integrations as such: created, moved with their exports, deleted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntegrationApiTest {
  private static final String KEY_WITHOUT_SECRET =
      "s3AccessKey: { bucket: \"archive\" region: \"us-east-1\" accessKeyId: \"AK\" }";

  private final ApiFixture api;

  IntegrationApiTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.empty());
  }

  @AfterAll
  void close() {
    api.close();
  }

  @Test
  void isCreatedWithoutAnExportAndTested() {
    JsonNode created =
        api.tenant()
            .data(create("directory: { root: \"%s\" path: \"p\" }".formatted(api.root)))
            .get("createStorageIntegration");

    assertThat(created.get("draft").asBoolean()).isFalse();
    assertThat(created.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(created.get("revision").asInt()).isEqualTo(1);
    assertThat(created.at("/endpointConfiguration/path").asString()).isEqualTo("p");
  }

  @Test
  void isCreatedEvenIfTheTestFails() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode created =
        tenant
            .data(
                create(
                    KEY_WITHOUT_SECRET.replace(
                        "\"AK\"",
                        "\"AK\" secretAccessKey: \"SK\" endpoint: \"%s\""
                            .formatted(ApiFixture.UNREACHABLE))))
            .get("createStorageIntegration");

    assertThat(created.get("connectionStatus").asString()).startsWith("Error writing to");
    assertThat(tenant.data("{ storageIntegrations { id } }").get("storageIntegrations")).hasSize(1);
  }

  @Test
  void saysWhichFieldIsWrong() {
    ApiFixture.Tenant tenant = api.tenant();
    String directory = "directory: { root: \"%s\" }".formatted(api.root);
    Map<String, String> fields =
        Map.of(
            "",
            "data",
            "draft: false",
            "data",
            "draft: true " + directory,
            "draft",
            KEY_WITHOUT_SECRET + directory,
            "data",
            KEY_WITHOUT_SECRET,
            "secretAccessKey",
            "s3AssumedRole: { bucket: \"archive\" region: \"us-east-1\" }",
            "roleArn",
            "directory: { root: \"/elsewhere\" }",
            "root",
            "directory: { rood: \"x\" }",
            "rood",
            "draft: true name: \" \"",
            "name");

    fields.forEach(
        (data, field) -> {
          JsonNode error = tenant.error(create(data));
          assertThat(error.at("/extensions/code").asString()).as(data).isEqualTo("BAD_REQUEST");
          assertThat(error.at("/extensions/field").asString()).as(data).isEqualTo(field);
        });
    assertThat(tenant.data("{ storageIntegrations { id } }").get("storageIntegrations")).isEmpty();
  }

  @Test
  void whatSpeaksAgainstOneMoreIsAboutTheRequestAndNoId() {
    ApiFixture.Tenant tenant = api.tenant();
    for (int i = 0; i < ApiFixture.LIMIT; i++) {
      tenant.data(create("draft: true"));
    }

    JsonNode error = tenant.error(create("draft: true"));

    assertThat(error.at("/extensions/code").asString()).isEqualTo("CONFLICT");
    assertThat(error.at("/extensions/field").asString()).isEqualTo("data");
    assertThat(error.get("message").asString()).contains("limit");
  }

  @Test
  void itsExportsFollowItToANewPlaceWithAnOriginThere() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = integration(tenant, "here");
    List<String> exports = List.of(export(tenant, id), export(tenant, id));
    exports.forEach(export -> deliver(tenant, export));

    JsonNode moved = tenant.data(move(id, "there", "UPDATE"));

    assertThat(moved.at("/updateStorageIntegrationDestination/connectionStatus").asString())
        .isEqualTo("SUCCESS");
    for (String export : exports) {
      assertThat(enabled(tenant, export)).isTrue();
      deliver(tenant, export);
      assertThat(document(tenant, "here", export, "manifests/000000000001.manifest")).exists();
      assertThat(document(tenant, "there", export, "manifests/000000000002.manifest")).exists();
      assertThat(document(tenant, "there", export, "origin/000000000002.origin"))
          .content()
          .contains("MOVED");
    }
  }

  @Test
  void itsExportsPauseUnlessToldOtherwiseAndGoOnWhereTheyWere() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = integration(tenant, "here");
    String export = export(tenant, id);
    deliver(tenant, export);

    tenant.data(move(id, "there", "UPDATE").replace(" linkedExports: UPDATE", ""));

    assertThat(enabled(tenant, export)).isFalse();
    tenant.data("mutation { enableExportConfiguration(id: \"%s\") { id } }".formatted(export));
    deliver(tenant, export);
    assertThat(document(tenant, "there", export, "manifests/000000000002.manifest")).exists();
  }

  @Test
  void aSharedDestinationIsNotMovedByOneOfItsExports() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = integration(tenant, "here");
    String export = export(tenant, id);
    export(tenant, id);

    JsonNode error =
        tenant.error(
            ("mutation { updateDirectoryExportConfiguration(data: { id: \"%s\" path: \"there\" })"
                    + " { id } }")
                .formatted(export));

    assertThat(error.at("/extensions/code").asString()).isEqualTo("CONFLICT");
    assertThat(error.get("message").asString()).contains("updateStorageIntegrationDestination");
  }

  @Test
  void itsKindStays() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = integration(tenant, "here");

    JsonNode error =
        tenant.error(
            "mutation { updateStorageIntegrationDestination(id: \"%s\" data: { %s }) { id } }"
                .formatted(id, KEY_WITHOUT_SECRET));

    assertThat(error.at("/extensions/code").asString()).isEqualTo("BAD_REQUEST");
    assertThat(error.at("/extensions/field").asString()).isEqualTo("s3AccessKey");
  }

  @Test
  void anotherBucketNeedsTheSecretAnew() {
    ApiFixture.Tenant tenant = api.tenant();
    String key = KEY_WITHOUT_SECRET.replace("\"AK\"", "\"AK\" secretAccessKey: \"SK\"");
    String id = tenant.data(create(key)).at("/createStorageIntegration/id").asString();
    String move =
        "mutation { updateStorageIntegrationDestination(id: \"%s\" data: { s3AccessKey: { %s } })"
            + " { revision } }";

    JsonNode error = tenant.error(move.formatted(id, "bucket: \"other\""));
    JsonNode moved = tenant.data(move.formatted(id, "path: \"q\""));

    assertThat(error.at("/extensions/field").asString()).isEqualTo("secretAccessKey");
    assertThat(moved.at("/updateStorageIntegrationDestination/revision").asInt()).isEqualTo(2);
  }

  @Test
  void staysWhenItsLastExportIsDeletedAndCanThenBeDeleted() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = integration(tenant, "here");
    String export = export(tenant, id);
    String delete = "mutation { deleteStorageIntegration(id: \"%s\") { id draft } }".formatted(id);

    tenant.data("mutation { deleteExportConfiguration(id: \"%s\") { id } }".formatted(export));
    assertThat(tenant.data("{ storageIntegrations { id } }").get("storageIntegrations")).hasSize(1);
    assertThat(tenant.data(delete).at("/deleteStorageIntegration/id").asString()).isEqualTo(id);
    assertThat(tenant.error(delete).at("/extensions/code").asString()).isEqualTo("NOT_FOUND");
    assertThat(tenant.data("{ storageIntegrations { id } }").get("storageIntegrations")).isEmpty();
  }

  @Test
  void deletesItsExportsWithItWhoseStreamsEndInTheBackground() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = integration(tenant, "here");
    List<String> exports = List.of(export(tenant, id), export(tenant, id));
    api.append(tenant, "undelivered");

    tenant.data(
        "mutation { deleteStorageIntegration(id: \"%s\" linkedExports: DELETE) { id } }"
            .formatted(id));

    assertThat(tenant.data("{ getAllExportConfigurations { id } storageIntegrations { id } }"))
        .allMatch(list -> list.isEmpty());
    while (api.engine.planDue() > 0) {
      api.deliver();
    }
    for (String export : exports) {
      assertThat(document(tenant, "here", export, "manifests/000000000001.manifest")).exists();
    }
  }

  private static String create(String data) {
    return "mutation { createStorageIntegration(data: { %s }) { id draft connectionStatus revision endpointConfiguration { ... on DirectoryEndpointConfiguration { path } } } }"
        .formatted(data);
  }

  private String integration(ApiFixture.Tenant tenant, String path) {
    return tenant
        .data(create("directory: { root: \"%s\" path: \"%s\" }".formatted(api.root, path)))
        .at("/createStorageIntegration/id")
        .asString();
  }

  private static String move(String id, String path, String linked) {
    return ("mutation { updateStorageIntegrationDestination(id: \"%s\" data: { directory: { path:"
            + " \"%s\" } } linkedExports: %s) { connectionStatus } }")
        .formatted(id, path, linked);
  }

  private static String export(ApiFixture.Tenant tenant, String integration) {
    return tenant
        .data(
            ("mutation { createExportConfiguration(data: { interval: EVERY_HOUR"
                    + " storageIntegrationId: \"%s\" }) { id } }")
                .formatted(integration))
        .at("/createExportConfiguration/id")
        .asString();
  }

  private static boolean enabled(ApiFixture.Tenant tenant, String export) {
    return tenant
        .data("{ exportConfiguration(id: \"%s\") { enabled } }".formatted(export))
        .at("/exportConfiguration/enabled")
        .asBoolean();
  }

  private void deliver(ApiFixture.Tenant tenant, String export) {
    tenant.data("mutation { runExportConfiguration(id: \"%s\") { id } }".formatted(export));
    api.deliver();
  }

  private Path document(ApiFixture.Tenant tenant, String path, String export, String name) {
    return api.root
        .resolve(tenant.id.value())
        .resolve(path)
        .resolve("_waybill")
        .resolve(export)
        .resolve(name);
  }
}
