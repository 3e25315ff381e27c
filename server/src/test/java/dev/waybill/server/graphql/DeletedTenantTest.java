package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Requests that were admitted before their tenant was deleted and one of its name created. */
class DeletedTenantTest {
  private static final String LIST = "{ getAllExportConfigurations { id } }";

  private final ApiFixture api;
  private final ApiFixture.Tenant successor;

  DeletedTenantTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.empty());
    successor = api.tenant();
    api.deletions.add(successor.id);
    successor.data(creation());
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void areToldNothingOfTheSuccessor() {
    assertWithheld(admittedBefore(LIST));
    assertThat(successor.data(LIST).get("getAllExportConfigurations")).hasSize(1);
  }

  @Test
  void createNothingForTheSuccessor() {
    assertWithheld(admittedBefore(creation()));
    assertThat(api.controlPlane.exportConfigurations().list(successor.id)).hasSize(1);
  }

  private JsonNode admittedBefore(String document) {
    return successor.post(document, Map.of(), Map.of(TestApi.DELETIONS, "0"));
  }

  private static void assertWithheld(JsonNode answer) {
    assertThat(answer.has("data")).isFalse();
    JsonNode error = ApiFixture.onlyError(answer);
    assertThat(error.at("/extensions/code").asString()).isEqualTo("NOT_FOUND");
    assertThat(error.get("message").asString())
        .isEqualTo("The tenant was deleted while the request was under way.");
  }

  private String creation() {
    return "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR root: \"%s\" path: \"p\" }) { id } }"
        .formatted(api.root);
  }
}
