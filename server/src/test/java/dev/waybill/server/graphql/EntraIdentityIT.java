package dev.waybill.server.graphql;

import dev.waybill.server.testing.EntraServer;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.storage.EntraDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** The service's own application of Microsoft Entra ID, in one directory. */
class EntraIdentityIT extends SharedIdentityContract {
  private static final String DIRECTORY = "0f8fad5b-d9cb-469f-a165-70867728950e";

  private final EntraServer entra;

  EntraIdentityIT(@TempDir Path folder) throws IOException {
    super(Files.createDirectory(folder.resolve("copies")));
    entra = new EntraServer(Files.createDirectory(folder.resolve("servers")), Map.of());
    entra.entra().consent(new EntraDirectory(DIRECTORY));
  }

  @AfterAll
  void close() {
    entra.close();
  }

  @Override
  TestingServer server() {
    return entra.server();
  }

  @Override
  String newBucket() {
    String name = "b-" + UUID.randomUUID();
    entra.blobs().createContainer(name);
    return name;
  }

  @Override
  CloudExport create(TestingTenant tenant, String bucket, String path) {
    return CloudExport.create(
        tenant,
        "createAdlsEntraAppExportConfiguration",
        "storageAccount: \"acmelogs\" fileSystem: \"%s\" path: \"%s\" entraTenantId: \"%s\""
            .formatted(bucket, path, DIRECTORY));
  }

  @Override
  SortedMap<String, byte[]> objects(String bucket) {
    SortedMap<String, byte[]> objects = new TreeMap<>();
    entra
        .blobs()
        .objects()
        .forEach(
            (name, content) -> {
              if (name.startsWith(bucket + "/")) {
                objects.put(name.substring(bucket.length() + 1), content);
              }
            });
    return objects;
  }
}
