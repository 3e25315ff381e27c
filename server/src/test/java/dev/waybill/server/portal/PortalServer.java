package dev.waybill.server.portal;

import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.PassingTime;
import dev.waybill.server.testing.TestCertificate;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.stores.network.FreePort;
import dev.waybill.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

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

  /** The same, by the clock of the test. */
  public static PortalServer start(Map<String, String> settings, TimeSource time) {
    try {
      TestingServer server =
          TestingServer.start(Files.createTempDirectory("waybill-portal"), settings, time);
      return new PortalServer(server, server.api());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By https with a certificate that nobody has signed, at an address that it knows. */
  public static PortalServer startEncrypted(Map<String, String> settings) {
    return startEncrypted(settings, new PassingTime());
  }

  /** The same, by the clock of the test. */
  public static PortalServer startEncrypted(Map<String, String> settings, TimeSource time) {
    try {
      Path folder = Files.createTempDirectory("waybill-portal");
      TestCertificate certificate = TestCertificate.make("EC");
      certificate.writeTo(folder);
      int port = FreePort.draw();
      URI url = URI.create("https://localhost:" + port);
      var all = new HashMap<>(settings);
      all.put("server.tls.certificate", folder.resolve("chain.pem").toString());
      all.put("server.tls.key", folder.resolve("key.pem").toString());
      all.put("server.port", Integer.toString(port));
      all.put("server.public-url", url.toString());
      return new PortalServer(TestingServer.startEncrypted(folder, all, time, certificate), url);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** Makes an export into a folder that cannot be made. */
  public void newUnreachableExport(TestingTenant tenant, String name) {
    Path inTheWay = server.exports().resolve(tenant.id()).resolve(name.replace(' ', '-'));
    try {
      Files.createDirectories(inTheWay.getParent());
      Files.createFile(inTheWay);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    newExport(tenant, name);
  }

  /**
   * Makes a link as a platform does for a person of its customer.
   *
   * @param landing the page that is seen first
   */
  public String link(TestingTenant tenant, String landing) {
    return server
        .client()
        .post("/api/admin/tenants/" + tenant.id() + "/portal-sessions")
        .key(server.operatorKey())
        .body(
            """
            {"actor":{"id":"u-1","name":"Ada Lovelace"},"permissions":["AUDIT","READ"],
             "landing":"%s"}
            """
                .formatted(landing))
        .send()
        .text("url");
  }

  /** Sends so many events. */
  public void send(TestingTenant tenant, int events) {
    String[] lines =
        IntStream.range(0, events)
            .mapToObj(_ -> "{\"eventType\":\"LOGIN\"}")
            .toArray(String[]::new);
    server.client().events("", lines).key(tenant.newKey("INGEST")).send();
  }

  /** Sends so many events, and returns when the export has delivered them. */
  public void deliver(TestingTenant tenant, String export, int events) {
    send(tenant, events);
    new GraphQlClient(server, tenant.newKey("AUDIT")).run(export);
  }

  @Override
  public void close() {
    server.close();
  }
}
