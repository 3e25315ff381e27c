package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.integration.DeletedIntegration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A storage integration is deleted, and its exports wait to be attached to another one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DetachedExportsApiTest {
  private final ApiFixture api;

  DetachedExportsApiTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.empty());
  }

  @AfterAll
  void close() {
    api.close();
  }

  @Test
  void showsWhichExportsAChangeIsAbout() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = integration(tenant, "here");
    String other = integration(tenant, "there");
    String first = export(tenant, id);
    String second = export(tenant, id);
    tenant.data("mutation { createStorageIntegration(data: { draft: true }) { id } }");

    JsonNode all =
        tenant
            .data(
                "{ storageIntegrations { id linkedExports { id name enabled connectionStatus } } }")
            .get("storageIntegrations");
    JsonNode one =
        tenant.data(
            "{ storageIntegration(id: \"%s\") { linkedExports { id eventKinds lag } } }"
                .formatted(id));

    assertThat(all).hasSize(3);
    assertThat(ids(named(all, id))).containsExactlyInAnyOrder(first, second);
    assertThat(named(all, id).at("/linkedExports/0/connectionStatus").asString())
        .isEqualTo("SUCCESS");
    assertThat(ids(named(all, other))).isEmpty();
    assertThat(all.valueStream().filter(each -> ids(each).isEmpty())).hasSize(2);
    assertThat(ids(one.get("storageIntegration"))).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void theDeletionPausesTheExportsAndTellsWhich() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = integration(tenant, "here");
    String export = export(tenant, id);
    deliver(tenant, export);

    JsonNode deleted = delete(tenant, id);

    assertThat(deleted.get("connectionStatus").asString()).isEqualTo("SUCCESS");
    assertThat(ids(deleted)).containsExactly(export);
    assertThat(deleted.at("/linkedExports/0/enabled").asBoolean()).isFalse();
    assertThat(deleted.at("/linkedExports/0/connectionStatus").asString())
        .isEqualTo(DeletedIntegration.STATUS);
    assertThat(tenant.data("{ storageIntegrations { id } }").get("storageIntegrations")).isEmpty();
    assertThat(code(tenant.error("{ storageIntegration(id: \"%s\") { id } }".formatted(id))))
        .isEqualTo("NOT_FOUND");
  }

  @Test
  void aPausedExportSaysWhatToDoNextAndKeepsWhatItHas() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = integration(tenant, "here");
    String export = export(tenant, id);
    deliver(tenant, export);
    String fields =
        "{ id enabled storageIntegrationId connectionStatus connectionTest { code stage advice }"
            + " deliveredThrough { position } warnings nextJobAt"
            + " endpointConfiguration { ... on DirectoryEndpointConfiguration { path } } }";
    JsonNode before =
        tenant.data("{ exportConfiguration(id: \"%s\") %s }".formatted(export, fields));

    delete(tenant, id);

    JsonNode after =
        tenant
            .data("{ getAllExportConfigurations %s }".formatted(fields))
            .at("/getAllExportConfigurations/0");
    assertThat(after.get("enabled").asBoolean()).isFalse();
    assertThat(after.get("storageIntegrationId").asString()).isEqualTo(id);
    assertThat(after.get("connectionStatus").asString()).isEqualTo(DeletedIntegration.STATUS);
    assertThat(after.at("/connectionTest/code").asString()).isEqualTo("INTEGRATION_DELETED");
    assertThat(after.at("/connectionTest/stage").asString()).isEqualTo("RESOLVE");
    assertThat(after.at("/connectionTest/advice").asString())
        .contains("updateExportConfiguration", "storageIntegrationId", "enable");
    assertThat(after.at("/endpointConfiguration/path").asString()).isEqualTo("here");
    assertThat(after.get("deliveredThrough"))
        .isEqualTo(before.at("/exportConfiguration/deliveredThrough"));
    assertThat(
            tenant
                .data(
                    "{ exportJobs(configurationId: \"%s\") { nodes { status } } }"
                        .formatted(export))
                .at("/exportJobs/nodes/0/status")
                .asString())
        .isEqualTo("SUCCEEDED");
  }

  @Test
  void whateverWouldDeliverForItIsAConflictThatSaysWhatToDoNext() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = integration(tenant, "here");
    String export = export(tenant, id);
    deliver(tenant, export);
    delete(tenant, id);

    for (String request :
        List.of(
            "mutation { enableExportConfiguration(id: \"%s\") { id } }",
            "mutation { runExportConfiguration(id: \"%s\") { id } }",
            "mutation { testExportConfiguration(id: \"%s\") { id } }",
            "mutation { updateExportConfiguration(data: { id: \"%s\" enabled: true }) { id } }",
            "mutation { updateDirectoryExportConfiguration(data: { id: \"%s\" path: \"x\" }) { id } }",
            "mutation { backfill(configurationId: \"%s\" from: \"2026-11-20T10:00:00Z\" to:"
                + " \"2026-11-20T11:00:00Z\" prefix: \"again\") { id } }",
            "mutation { redeliver(configurationId: \"%s\" fromSequence: 1 toSequence: 1) { id } }",
            "mutation { confirmDestination(id: \"%s\" token: \"t\") { id } }",
            "{ setupInstructions(data: { configurationId: \"%s\" }) { roleName } }")) {
      JsonNode error = tenant.error(request.formatted(export));
      assertThat(code(error)).as(request).isEqualTo("CONFLICT");
      assertThat(error.get("message").asString()).as(request).isEqualTo(DeletedIntegration.STATUS);
    }
    tenant.data(
        "mutation { updateExportConfiguration(data: { id: \"%s\" name: \"archive\" }) { id } }"
            .formatted(export));
    tenant.data("mutation { disableExportConfiguration(id: \"%s\") { id } }".formatted(export));
    assertThat(api.engine.planDue()).isZero();
  }

  @Test
  void attachedAndEnabledInOneCallItGoesOnWithAnOriginRecordAtTheNewPlace() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = integration(tenant, "here");
    String export = export(tenant, id);
    deliver(tenant, export);
    api.append(tenant, "while it was paused");
    tenant.data("mutation { runExportConfiguration(id: \"%s\") { id } }".formatted(export));
    delete(tenant, id);
    api.deliver();
    assertThat(document(tenant, "here", export, "manifests/000000000002.manifest")).doesNotExist();
    String other = integration(tenant, "there");

    JsonNode attached =
        tenant.data(
            ("mutation { updateExportConfiguration(data: { id: \"%s\" storageIntegrationId: \"%s\""
                    + " enabled: true }) { enabled connectionStatus storageIntegrationId } }")
                .formatted(export, other));

    assertThat(attached.at("/updateExportConfiguration/enabled").asBoolean()).isTrue();
    assertThat(attached.at("/updateExportConfiguration/connectionStatus").asString())
        .isEqualTo("SUCCESS");
    api.deliver();
    assertThat(document(tenant, "there", export, "manifests/000000000002.manifest")).exists();
    assertThat(document(tenant, "there", export, "origin/000000000002.origin"))
        .content()
        .contains("MOVED");
  }

  @Test
  void deletedInItsTurnItIsGoneAtOnce() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = integration(tenant, "here");
    String export = export(tenant, id);
    api.append(tenant, "undelivered");
    delete(tenant, id);

    JsonNode deleted =
        tenant.data(
            "mutation { deleteExportConfiguration(id: \"%s\") { connectionStatus } }"
                .formatted(export));

    assertThat(deleted.at("/deleteExportConfiguration/connectionStatus").asString())
        .isEqualTo(DeletedIntegration.STATUS);
    assertThat(api.engine.planDue()).isZero();
    assertThat(
            tenant.data("{ getAllExportConfigurations { id } }").get("getAllExportConfigurations"))
        .isEmpty();
  }

  private static JsonNode delete(ApiFixture.Tenant tenant, String id) {
    return tenant
        .data(
            ("mutation { deleteStorageIntegration(id: \"%s\") { id connectionStatus linkedExports {"
                    + " id enabled connectionStatus } } }")
                .formatted(id))
        .get("deleteStorageIntegration");
  }

  private static List<String> ids(JsonNode integration) {
    return integration
        .get("linkedExports")
        .valueStream()
        .map(export -> export.get("id").asString())
        .toList();
  }

  private static JsonNode named(JsonNode integrations, String id) {
    return integrations
        .valueStream()
        .filter(each -> each.get("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String code(JsonNode error) {
    return error.at("/extensions/code").asString();
  }

  private String integration(ApiFixture.Tenant tenant, String path) {
    return tenant
        .data(
            ("mutation { createStorageIntegration(data: { directory: { root: \"%s\" path: \"%s\" } })"
                    + " { id } }")
                .formatted(api.root, path))
        .at("/createStorageIntegration/id")
        .asString();
  }

  private String export(ApiFixture.Tenant tenant, String integration) {
    api.time.advance(Duration.ofSeconds(1));
    return tenant
        .data(
            ("mutation { createExportConfiguration(data: { interval: EVERY_HOUR"
                    + " storageIntegrationId: \"%s\" }) { id } }")
                .formatted(integration))
        .at("/createExportConfiguration/id")
        .asString();
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
