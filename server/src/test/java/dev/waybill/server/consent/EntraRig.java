package dev.waybill.server.consent;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.stores.azure.FakeBlobService;
import dev.waybill.stores.azure.FakeEntra;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A server with an application, beside a directory service and a Blob service. */
final class EntraRig implements AutoCloseable {
  static final String PUBLIC = "https://audit.example.com";
  static final String CONTAINER = "audit-events";

  private final FakeEntra entra;
  private final FakeBlobService blobs = new FakeBlobService();
  private final TestingServer server;

  /** An export as people see it. */
  record Export(GraphQlClient client, String id, String consentUrl) {}

  EntraRig(Path folder, Map<String, String> settings) {
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

  FakeEntra entra() {
    return entra;
  }

  FakeBlobService blobs() {
    return blobs;
  }

  /** Of a tenant of its own, into a folder of its own. */
  Export create(String directory, String path) {
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
  Answer open(String query) {
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
