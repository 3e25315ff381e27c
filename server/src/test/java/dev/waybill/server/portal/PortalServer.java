package dev.waybill.server.portal;

import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import java.net.URI;
import java.util.Map;

/** A server whose portal is looked at in a browser, and what its tenants have. */
public final class PortalServer implements AutoCloseable {
  private final TestingServer server;
  private final URI url;

  private PortalServer(TestingServer server, URI url) {
    this.server = server;
    this.url = url;
  }

  /** By http, as on a developer's machine. */
  public static PortalServer start(Map<String, String> settings) {
    TestingServer server = TestingServer.start(settings);
    return new PortalServer(server, server.api());
  }

  /** Where the browser finds it. */
  public URI url() {
    return url;
  }

  public TestingServer server() {
    return server;
  }

  public TestingTenant newTenant() {
    return server.newTenant();
  }

  /** Makes an export into a folder; returns its id. */
  public String newExport(TestingTenant tenant, String name) {
    return new GraphQlClient(server, tenant.newKey("AUDIT"))
        .data(
            """
            mutation { createDirectoryExportConfiguration(data: {
              name: "%s" interval: EVERY_HOUR root: "%s" path: "%s" }) { id } }
            """
                .formatted(name, server.exports(), name.replace(' ', '-')))
        .path("id")
        .asString();
  }

  @Override
  public void close() {
    server.close();
  }
}
