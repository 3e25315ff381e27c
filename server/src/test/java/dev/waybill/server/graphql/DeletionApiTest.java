package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.ConfigurationId;
import dev.waybill.log.Position;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeletionApiTest {
  private static final String DELETE = "mutation { deleteExportConfiguration(id: \"%s\") { id } }";

  private final ApiFixture api;

  DeletionApiTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.empty());
  }

  @AfterAll
  void close() {
    api.close();
  }

  @Test
  void theExportIsGoneAtOnceAndItsStreamEndsInTheBackground() {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant, "here");
    api.append(tenant, "undelivered");

    tenant.data(DELETE.formatted(id));

    assertThat(tenant.data("{ getAllExportConfigurations { id } storageIntegrations { id } }"))
        .allMatch(list -> list.isEmpty());
    assertNotFound(tenant, "mutation { runExportConfiguration(id: \"%s\") { id } }".formatted(id));
    assertNotFound(tenant, DELETE.formatted(id));
    assertNotFound(
        tenant, "{ exportJobs(configurationId: \"%s\") { nodes { id } } }".formatted(id));
    assertThat(holds(tenant)).isTrue();
    assertThat(manifest(tenant, "here", id, 1)).doesNotExist();

    endAll();

    assertThat(manifest(tenant, "here", id, 1)).exists();
    assertThat(manifest(tenant, "here", id, 2)).doesNotExist();
    assertThat(holds(tenant)).isFalse();
  }

  @Test
  void aDestinationThatCannotBeWrittenToEndsTheStreamToo() throws Exception {
    ApiFixture.Tenant tenant = api.tenant();
    String id = create(tenant, "here");
    api.append(tenant, "undelivered");
    Path folder = api.root.resolve(tenant.id.value()).resolve("here");
    Files.move(folder, folder.resolveSibling("away"));
    Files.writeString(folder, "no folder");

    tenant.data(DELETE.formatted(id));
    endAll();

    assertThat(holds(tenant)).isFalse();
    assertThat(folder).hasContent("no folder");
  }

  @Test
  void aDestinationThatIsMovedTakesWhatEndsThereWithIt() {
    ApiFixture.Tenant tenant = api.tenant();
    String first = create(tenant, "here");
    String second = link(tenant, first);
    api.append(tenant, "undelivered");
    tenant.data(DELETE.formatted(first));
    tenant.data(
        "mutation { updateDirectoryExportConfiguration(data: { id: \"%s\" path: \"there\" }) { id } }"
            .formatted(second));

    endAll();

    assertThat(manifest(tenant, "there", first, 1)).exists();
    assertThat(manifest(tenant, "here", first, 1)).doesNotExist();
  }

  @Test
  void theNameOfADeletedExportMayBeUsedAgainAtOnce() {
    ApiFixture.Tenant tenant = api.tenant();
    String first = create(tenant, "here");
    tenant.data(DELETE.formatted(first));

    String second = create(tenant, "here");

    endAll();
    assertThat(manifest(tenant, "here", first, 1)).exists();
    assertThat(manifest(tenant, "here", second, 1)).doesNotExist();
    assertThat(
            api.controlPlane.exportLedger().plannable(new ConfigurationId(UUID.fromString(first))))
        .isEmpty();
  }

  private void endAll() {
    while (api.engine.planDue() > 0) {
      api.deliver();
    }
  }

  private boolean holds(ApiFixture.Tenant tenant) {
    return !api.controlPlane
        .retentionLedger()
        .lagging(tenant.id, new Position(Long.MAX_VALUE))
        .isEmpty();
  }

  private static void assertNotFound(ApiFixture.Tenant tenant, String document) {
    assertThat(tenant.error(document).at("/extensions/code").asString()).isEqualTo("NOT_FOUND");
  }

  private Path manifest(ApiFixture.Tenant tenant, String path, String export, int sequence) {
    return api.root
        .resolve(tenant.id.value())
        .resolve(path)
        .resolve("_waybill/%s/manifests/%012d.manifest".formatted(export, sequence));
  }

  private String create(ApiFixture.Tenant tenant, String path) {
    return tenant
        .data(
            "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR root: \"%s\" path: \"%s\" }) { id } }"
                .formatted(api.root, path))
        .at("/createDirectoryExportConfiguration/id")
        .asString();
  }

  private static String link(ApiFixture.Tenant tenant, String to) {
    String integration =
        tenant
            .data("{ exportConfiguration(id: \"%s\") { storageIntegrationId } }".formatted(to))
            .at("/exportConfiguration/storageIntegrationId")
            .asString();
    return tenant
        .data(
            "mutation { createExportConfiguration(data: { interval: EVERY_HOUR storageIntegrationId: \"%s\" name: \"linked\" }) { id } }"
                .formatted(integration))
        .at("/createExportConfiguration/id")
        .asString();
  }
}
