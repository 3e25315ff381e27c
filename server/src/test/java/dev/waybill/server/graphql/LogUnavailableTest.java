package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What needs the event log says so while that takes no writes; nothing of it is done. */
class LogUnavailableTest {
  private static final String CAUSE = "the disk of /var/lib/waybill is full";

  private final ApiFixture api;
  private final ApiFixture.Tenant tenant;

  LogUnavailableTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.empty());
    tenant = api.tenant();
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void anExportCannotBeCreated() {
    api.log.refuse(Optional.of(CAUSE));

    assertUnavailable(tenant.error(creation()));

    assertThat(tenant.data("{ getAllExportConfigurations { id } }").toString())
        .isEqualTo("{\"getAllExportConfigurations\":[]}");
    api.log.refuse(Optional.empty());
    assertThat(create()).isNotEmpty();
  }

  @Test
  void anExportCannotBeRun() {
    String id = create();
    String run = "mutation { runExportConfiguration(id: \"%s\") { status } }".formatted(id);
    api.log.refuse(Optional.of(CAUSE));

    assertUnavailable(tenant.error(run));

    api.log.refuse(Optional.empty());
    assertThat(tenant.data(run).at("/runExportConfiguration/status").asString())
        .isEqualTo("PLANNED");
  }

  @Test
  void aJobThatIsPlannedCanBeRun() {
    String id = create();
    String run = "mutation { runExportConfiguration(id: \"%s\") { sequence } }".formatted(id);
    tenant.data(run);
    api.log.refuse(Optional.of(CAUSE));

    assertThat(tenant.data(run).at("/runExportConfiguration/sequence").asInt()).isEqualTo(1);
  }

  @Test
  void aBackfillCannotBeAskedFor() {
    String id = create();
    api.log.refuse(Optional.of(CAUSE));

    assertUnavailable(
        tenant.error(
            "mutation { backfill(configurationId: \"%s\" from: \"2026-11-01T00:00:00Z\" to: \"2026-11-02T00:00:00Z\" prefix: \"again\") { id } }"
                .formatted(id)));
  }

  private static void assertUnavailable(JsonNode error) {
    assertThat(error.at("/extensions/code").asString()).isEqualTo("UNAVAILABLE");
    assertThat(error.get("message").asString())
        .contains("takes no writes", "nothing was done", "try again later")
        .as("what the operator's machine is like is no tenant's business")
        .doesNotContain("/var/lib");
  }

  private String create() {
    return tenant.data(creation()).at("/createDirectoryExportConfiguration/id").asString();
  }

  private String creation() {
    return "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR root: \"%s\" path: \"p\" }) { id } }"
        .formatted(api.root);
  }
}
