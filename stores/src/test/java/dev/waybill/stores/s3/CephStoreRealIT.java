package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStoreContract;
import dev.waybill.stores.ceph.CephAccount;
import dev.waybill.stores.ceph.CephGateway;
import dev.waybill.stores.ceph.CephUser;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract against Ceph, by an access key that may put objects and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CephStoreRealIT extends ObjectStoreContract {
  private static final String BUCKET = "audit-events";

  private final CephAccount account = CephGateway.shared().openAccount();
  private final CephUser writer = account.addUser("writer");
  private final S3Stores stores = new S3Stores(TestSettings.forLoopback(), TestSettings.TIME);
  private String path = "";
  private ObjectStore store = open();

  CephStoreRealIT() {
    account.createBucket(BUCKET);
    account.allowUser(
        writer,
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Action": "s3:PutObject", "Resource": "arn:aws:s3:::audit-events/*"}]}\
        """);
  }

  @BeforeEach
  void openAFolderOfItsOwn() {
    path = "tenant folder/" + UUID.randomUUID();
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @AfterAll
  void stop() {
    stores.close();
    account.close();
  }

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Override
  protected Optional<byte[]> read(ObjectKey key) {
    return account.read(BUCKET, path + "/" + key);
  }

  @Override
  protected boolean looksAtTheNameOfALargeUpload() {
    return false;
  }

  @Test
  void storesUnderAPathWithSpacesAndOtherLetters() {
    path = "Prüfung & co/日本+=%20";
    try (ObjectStore folder = open()) {
      folder.put(ObjectKey.MARKER, ascii("content"));
    }

    assertThat(account.keys(BUCKET)).contains(path + "/.waybill.export.log");
  }

  private ObjectStore open() {
    return stores.open(CephGateway.shared().location(BUCKET, path), writer.key());
  }
}
