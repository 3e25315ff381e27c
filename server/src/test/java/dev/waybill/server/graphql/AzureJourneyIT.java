package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.EntraServer;
import dev.waybill.stores.azure.FakeBlobService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Customers bring a SAS token, which lets us into a container of theirs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AzureJourneyIT {
  private static final int EVENTS = 48;

  private final Path folder;
  private final EntraServer azure;

  AzureJourneyIT(@TempDir Path folder) throws IOException {
    this.folder = folder;
    azure = new EntraServer(Files.createDirectory(folder.resolve("azure")), Map.of());
  }

  @AfterAll
  void close() {
    azure.close();
  }

  @Test
  void eventsComeByASasToken() {
    CloudExport export = sas("p", FakeBlobService.sas("cw"));
    assertThat(export.created().get("connectionStatus").asString()).isEqualTo("SUCCESS");

    String job = export.send(EVENTS);

    assertThat(export.awaitJob(job, "SUCCEEDED").get("eventCount").asInt()).isEqualTo(EVENTS);
    assertThat(export.verify(folder, container(), "p")).isEqualTo(EVENTS);
  }

  @Test
  void aSasTokenThatMayNotWriteIsToldSo() {
    CloudExport export = sas("q", FakeBlobService.sas("rl"));

    assertThat(export.created().get("connectionStatus").asString())
        .startsWith(
            "Error writing to azure://acmelogs.blob.core.windows.net/audit-events/q with a");
    assertThat(export.code()).isEqualTo("SAS_PERMISSION_MISSING");
    assertThat(container().keySet()).noneMatch(name -> name.startsWith("q/"));
  }

  private CloudExport sas(String path, String token) {
    return CloudExport.create(
        azure.server().newTenant(),
        "createAdlsSasTokenExportConfiguration",
        "storageAccount: \"acmelogs\" fileSystem: \"%s\" path: \"%s\" sasToken: \"%s\""
            .formatted(EntraServer.CONTAINER, path, token));
  }

  private SortedMap<String, byte[]> container() {
    SortedMap<String, byte[]> objects = new TreeMap<>();
    String start = EntraServer.CONTAINER + "/";
    azure
        .blobs()
        .objects()
        .forEach(
            (name, content) -> {
              if (name.startsWith(start)) {
                objects.put(name.substring(start.length()), content);
              }
            });
    return objects;
  }
}
