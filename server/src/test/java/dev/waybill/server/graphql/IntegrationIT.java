package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.server.testing.Verified;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A whole server keeps a draft through a restart, and moves the exports of what became of it. */
class IntegrationIT {
  @Test
  void aDraftOutlivesARestartAndItsExportsProveBothPlaces(@TempDir Path folder) {
    TestingServer first = TestingServer.start(folder, Map.of());
    TestingTenant tenant = first.newTenant();
    String key = new GraphQlClient(tenant).key();
    JsonNode draft =
        new GraphQlClient(first, key)
            .data("mutation { createStorageIntegration(data: { draft: true }) { id externalId } }");
    first.stop();

    try (TestingServer server = TestingServer.start(folder, Map.of())) {
      GraphQlClient client = new GraphQlClient(server, key);
      TestingTenant same = new TestingTenant(server, tenant.id());
      JsonNode kept =
          client.data("{ storageIntegrations { id draft externalId connectionStatus } }").get(0);
      String id = kept.get("id").asString();
      assertThat(kept.get("draft").asBoolean()).isTrue();
      assertThat(id).isEqualTo(draft.get("id").asString());
      assertThat(kept.get("externalId")).isEqualTo(draft.get("externalId"));

      move(client, id, "root: \"%s\" path: \"here\"".formatted(server.exports()));
      List<String> exports = List.of(export(client, id), export(client, id));
      SentEvents.send(same, 200);
      client.run(exports.getFirst());
      move(client, id, "path: \"there\"");
      exports.forEach(client::run);

      assertThat(verified(server, same, "here").events()).isEqualTo(200);
      Verified there = verified(server, same, "there");
      assertThat(there.events()).as("of the second export").isEqualTo(200);
      assertThat(there.report().streams()).hasSize(2);
    }
  }

  private static void move(GraphQlClient client, String id, String directory) {
    JsonNode moved =
        client.data(
            ("mutation { updateStorageIntegrationDestination(id: \"%s\" data: { directory: { %s } }"
                    + " linkedExports: UPDATE) { connectionStatus } }")
                .formatted(id, directory));
    assertThat(moved.get("connectionStatus").asString()).isEqualTo("SUCCESS");
  }

  private static String export(GraphQlClient client, String integration) {
    return client
        .data(
            ("mutation { createExportConfiguration(data: { interval: EVERY_24_HOURS"
                    + " storageIntegrationId: \"%s\" %s }) { id } }")
                .formatted(integration, SentEvents.ALONE))
        .get("id")
        .asString();
  }

  private static Verified verified(TestingServer server, TestingTenant tenant, String path) {
    return Verified.place(
        server.exports().resolve(tenant.id()).resolve(path),
        server.client().get(Verified.KEYS).send().json());
  }
}
