package dev.waybill.server.graphql;

import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import dev.waybill.stores.gcs.FakeGcsServer;
import dev.waybill.stores.gcs.FakeServiceAccount;
import dev.waybill.stores.network.PrivateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** The service's own service account of Google Cloud. */
class GoogleIdentityIT extends SharedIdentityContract {
  private final FakeGcsServer google;
  private final FakeServiceAccount waybill;
  private final TestingServer server;

  GoogleIdentityIT(@TempDir Path folder) throws IOException {
    super(Files.createDirectory(folder.resolve("copies")));
    PrivateAuthority authority =
        PrivateAuthority.in(Files.createDirectory(folder.resolve("tls")), "Google");
    google = FakeGcsServer.withTls(authority);
    waybill = google.account("waybill@audit.iam.gserviceaccount.com");
    server =
        TestingServer.start(
            Files.createDirectory(folder.resolve("server")),
            Map.of(
                "storage.ca-bundle", authority.certificate().toString(),
                "google.endpoint", google.endpoint().toString(),
                "google.token-endpoint", google.tokenEndpoint().toString(),
                "google.credentials",
                    Files.writeString(folder.resolve("identity.json"), waybill.file()).toString()));
  }

  @AfterAll
  void close() {
    server.close();
    google.close();
  }

  @Override
  TestingServer server() {
    return server;
  }

  @Override
  String newBucket() {
    String name = "b-" + UUID.randomUUID();
    google.grant(waybill, name, "storage.objects.create");
    return name;
  }

  @Override
  CloudExport create(TestingTenant tenant, String bucket, String path) {
    return CloudExport.create(
        tenant,
        "createGcsExportConfiguration",
        "bucket: \"%s\" path: \"%s\"".formatted(bucket, path));
  }

  @Override
  SortedMap<String, byte[]> objects(String bucket) {
    return google.objects(bucket);
  }
}
