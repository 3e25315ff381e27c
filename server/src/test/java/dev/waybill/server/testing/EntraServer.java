package dev.waybill.server.testing;

import dev.waybill.stores.azure.FakeBlobService;
import dev.waybill.stores.azure.FakeEntra;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A server with an application, beside a directory service and a Blob service. */
public final class EntraServer implements AutoCloseable {
  public static final String PUBLIC = "https://audit.example.com";
  public static final String CONTAINER = "audit-events";

  private final FakeEntra entra;
  private final FakeBlobService blobs = new FakeBlobService();
  private final TestingServer server;

  /** An export as people see it. */
  public record Export(GraphQlClient client, String id, String consentUrl) {}

  /** Of its own, in an empty folder, with these settings besides. */
  public EntraServer(Path folder, Map<String, String> settings) {
    try {
      entra = new FakeEntra(Files.createDirectory(folder.resolve("entra")));
      blobs.createContainer(CONTAINER);
      Map<String, String> all = new HashMap<>(settings);
      all.put("server.public-url", PUBLIC);
      all.put("storage.ca-bundle", entra.vouching().certificate().toString());
      all.put("azure.endpoint", blobs.endpoint());
      all.put("azure.authority", entra.authority().toString());
      all.put("azure.application-id", FakeEntra.CLIENT_ID);
      all.put("azure.application-name", "Acme audit");
      all.put("azure.client-secret", FakeEntra.SECRET);
      server = TestingServer.start(Files.createDirectory(folder.resolve("server")), all);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public FakeEntra entra() {
    return entra;
  }

  public TestingServer server() {
    return server;
  }

  public FakeBlobService blobs() {
    return blobs;
  }

  /** Of a tenant of its own, into a folder of its own. */
  public Export create(String directory, String path) {
    GraphQlClient client = new GraphQlClient(server.newTenant());
    JsonNode created =
        client.data(
            """
            mutation { createAdlsEntraAppExportConfiguration(data: { interval: EVERY_12_HOURS
              storageAccount: "acmelogs" fileSystem: "%s" path: "%s" entraTenantId: "%s" })
            { id storageIntegrationId connectionStatus
              endpointConfiguration { ... on AdlsEntraAppEndpointConfiguration { consentUrl } } } }
            """
                .formatted(CONTAINER, path, directory));
    return new Export(
        client,
        created.get("storageIntegrationId").asString(),
        created.at("/endpointConfiguration/consentUrl").asString());
  }

  /** What somebody's browser sends when it comes back from Microsoft. */
  public Answer open(String query) {
    return server
        .client()
        .get("/azure/consent" + query)
        .header("Accept", "text/html,application/xhtml+xml")
        .send();
  }

  @Override
  public void close() {
    server.close();
    blobs.close();
    entra.close();
  }
}
