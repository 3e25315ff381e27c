package dev.waybill.server.portal.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Pages show so many rows at once, however many there are. */
class ManyExportsIT {
  private static final int EXPORTS = 103;

  private final TestingServer server = TestingServer.shared();
  private final TestingTenant tenant = server.newTenant();
  private final GraphQlClient api = new GraphQlClient(tenant);
  private final String key = tenant.newKey("AUDIT");

  @Test
  void anIntegrationShowsItsExportsPageByPage() {
    String integration = integrationWithExports();
    String path = "/portal/integrations/" + integration;

    String first = get(path);
    String second = get(path + "?from=100");

    assertThat(count(first, ">Attach elsewhere</a>")).isEqualTo(100);
    assertThat(first).contains(path + "?from=100", EXPORTS + " exports deliver there");
    assertThat(count(second, ">Attach elsewhere</a>")).isEqualTo(3);
    assertThat(second).doesNotContain("?from=").contains(EXPORTS + " exports deliver there");
    assertThat(get(path + "/destination")).contains("and 3 exports more");
    assertThat(get("/portal/integrations")).contains(">" + EXPORTS + "<");
  }

  private String integrationWithExports() {
    JsonNode first =
        api.data(
            """
            mutation { createDirectoryExportConfiguration(data: {
              name: "export 0" interval: EVERY_24_HOURS root: "%s" path: "many" }) { storageIntegrationId } }
            """
                .formatted(server.exports()));
    String integration = first.path("storageIntegrationId").asString();
    for (int i = 1; i < EXPORTS; i++) {
      api.data(
          """
          mutation { createExportConfiguration(data: {
            name: "export %d" interval: EVERY_24_HOURS storageIntegrationId: "%s" }) { id } }
          """
              .formatted(i, integration));
    }
    return integration;
  }

  private String get(String path) {
    return server.client().get(path).key(key).send().body();
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }
}
