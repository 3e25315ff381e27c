package dev.waybill.stores.gcs;

import static dev.waybill.stores.gcs.GcsPlaces.BUCKET;
import static dev.waybill.stores.gcs.GcsPlaces.CHUNK;
import static dev.waybill.stores.gcs.GcsPlaces.CREATE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.storage.Credentials;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import java.util.Optional;
import java.util.Random;

/** Puts objects into a bucket of a fake of Google's, with the permission to create alone. */
final class GcsWriter implements AutoCloseable {
  static final PutOutcome STORED = new PutOutcome.Stored();
  static final PutOutcome ALREADY_THERE = new PutOutcome.AlreadyThere();
  static final ObjectKey KEY = new ObjectKey("one.ndjson");
  static final byte[] SMALL = "content".getBytes(UTF_8);

  /** Two chunks and a half. */
  static final byte[] LARGE = large();

  private final FakeGcsServer server = FakeGcsServer.start();
  private final FakeServiceAccount account = server.account("writer@audit.example");
  private final GcsStores stores = new GcsStores(GcsPlaces.settings(server), GcsPlaces.TIME);
  private final ObjectStore store = stores.open(GcsPlaces.at("p"), credentials());

  GcsWriter() {
    server.grant(account, BUCKET, CREATE);
  }

  FakeGcsServer server() {
    return server;
  }

  Credentials.ServiceAccountKey credentials() {
    return GcsPlaces.by(account);
  }

  PutOutcome put(ObjectKey key, byte[] content) {
    return store.put(key, content);
  }

  PutOutcome upload(byte[] content) {
    return upload(KEY, content);
  }

  PutOutcome upload(ObjectKey key, byte[] content) {
    try (ObjectUpload upload = store.begin(key)) {
      upload.write(content, 0, content.length);
      return upload.finish();
    }
  }

  /** What lies under {@link #KEY}. */
  Optional<byte[]> stored() {
    return Optional.ofNullable(server.objects(BUCKET).get("p/" + KEY));
  }

  @Override
  public void close() {
    stores.close();
    server.close();
  }

  private static byte[] large() {
    byte[] content = new byte[2 * CHUNK + CHUNK / 2];
    new Random(7).nextBytes(content);
    return content;
  }
}
