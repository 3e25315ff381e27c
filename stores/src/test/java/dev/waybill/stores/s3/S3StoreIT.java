package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStoreContract;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract against S3Proxy, which checks signatures and conditions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3StoreIT extends ObjectStoreContract {
  private static final String BUCKET = "audit-events";

  private final S3ProxyServer server = S3ProxyServer.start();
  private final S3Stores stores = new S3Stores(TestSettings.forLoopback(), TestSettings.TIME);
  private String path = "";
  private ObjectStore store = stores.open(server.location(BUCKET, path), S3ProxyServer.accessKey());

  @BeforeAll
  void createBucket() {
    server.createBucket(BUCKET);
  }

  @BeforeEach
  void openAFolderOfItsOwn() {
    path = "tenant folder/" + UUID.randomUUID();
    store = stores.open(server.location(BUCKET, path), S3ProxyServer.accessKey());
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @AfterAll
  void stop() {
    stores.close();
    server.close();
  }

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Override
  protected Optional<byte[]> read(ObjectKey key) {
    return server.read(BUCKET, path + "/" + key);
  }

  @Test
  void storesWithoutAPathAtTheBucketItself() {
    try (ObjectStore root = stores.open(server.location(BUCKET, ""), S3ProxyServer.accessKey())) {
      root.put(new ObjectKey("at-the-root"), ascii("content"));
    }

    assertThat(server.read(BUCKET, "at-the-root")).contains(ascii("content"));
  }

  @Test
  void storesUnderAPathWithSpacesAndOtherLetters() {
    String odd = "Prüfung & co/日本+=%20";
    try (ObjectStore folder =
        stores.open(server.location(BUCKET, odd), S3ProxyServer.accessKey())) {
      folder.put(ObjectKey.MARKER, ascii("content"));
    }

    assertThat(server.keys(BUCKET)).contains(odd + "/.waybill.export.log");
  }
}
