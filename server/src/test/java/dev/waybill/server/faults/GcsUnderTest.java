package dev.waybill.server.faults;

import dev.waybill.storage.StoragePath;
import dev.waybill.stores.gcs.FakeGcsServer;
import dev.waybill.stores.gcs.FakeServiceAccount;
import dev.waybill.stores.gcs.GcsBucketReader;
import dev.waybill.stores.gcs.GcsFolder;
import dev.waybill.verify.BucketReader;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A bucket of the fake of Google Cloud Storage, by a key of a service account. */
final class GcsUnderTest implements StoreUnderTest {
  private static final String BUCKET = "audit-events";

  private final FakeGcsServer server = FakeGcsServer.start();
  private final FakeServiceAccount account = server.account("exports@audit.example");

  GcsUnderTest() {
    server.grant(account, BUCKET, "storage.objects.create");
  }

  @Override
  public URI address() {
    return server.endpoint();
  }

  @Override
  public Map<String, String> settings(URI proxy) {
    return Map.of(
        "WAYBILL_GOOGLE_ENDPOINT",
        proxy.toString(),
        "WAYBILL_GOOGLE_TOKEN_ENDPOINT",
        server.tokenEndpoint().toString());
  }

  @Override
  public String mutation() {
    return "createGcsServiceAccountKeyExportConfiguration";
  }

  @Override
  public String destination(ExportPlan plan, URI proxy) {
    return "bucket: \"%s\" path: \"%s\" serviceAccountKey: \"%s\""
        .formatted(
            BUCKET,
            plan.path(),
            account.file().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " "));
  }

  @Override
  public Optional<byte[]> read(ExportPlan plan, String key) {
    return Optional.ofNullable(server.objects(BUCKET).get(plan.path(key)));
  }

  @Override
  public List<String> keys() {
    return List.copyOf(server.objects(BUCKET).keySet());
  }

  @Override
  public BucketReader place(ExportPlan plan) throws IOException {
    return GcsBucketReader.withOwnCredentials(
        new GcsFolder(BUCKET, new StoragePath(plan.path()), Optional.of(server.endpoint())));
  }

  @Override
  public void close() {
    server.close();
  }
}
