package dev.waybill.server.portal.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import org.junit.jupiter.api.Test;

/** What the page of an export asks for again and again while a job is under way. */
class ExportWorkIT {
  private final TestingServer server = TestingServer.shared();
  private final TestingTenant tenant = server.newTenant();
  private final String key = tenant.newKey("AUDIT");

  @Test
  void isTheHistoryAloneAsThePageHasIt() {
    String id =
        new GraphQlClient(tenant)
            .data(
                """
                mutation { createDirectoryExportConfiguration(data: {
                  interval: EVERY_24_HOURS root: "%s" path: "work" }) { id } }
                """
                    .formatted(server.exports()))
            .path("id")
            .asString();

    String part = get("/portal/exports/" + id + "/work");

    assertThat(part).startsWith("<div id=\"work\"").endsWith("</div>");
    assertThat(part).contains("History").doesNotContain("Delivered in the last 24 hours", "<main");
    assertThat(get("/portal/exports/" + id)).contains(part);
  }

  private String get(String path) {
    return server.client().get(path).key(key).send().body();
  }
}
