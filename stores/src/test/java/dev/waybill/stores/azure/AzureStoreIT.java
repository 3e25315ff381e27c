package dev.waybill.stores.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStoreContract;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.SasToken;
import dev.waybill.storage.StoragePath;
import dev.waybill.time.SettableTime;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract against a service that checks conditions and what a signature allows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AzureStoreIT extends ObjectStoreContract {
  private static final String CONTAINER = "audit-events";

  private final FakeBlobService server = new FakeBlobService();
  private final AzureStores stores =
      new AzureStores(AzureTestSettings.of(server.endpoint()), new SettableTime());
  private String path = "";

  @BeforeEach
  void takeAFolderOfItsOwn() {
    server.createContainer(CONTAINER);
    path = "tenant folder/" + UUID.randomUUID();
  }

  @AfterAll
  void stop() {
    stores.close();
    server.close();
  }

  @Override
  protected ObjectStore store() {
    return store("cw");
  }

  @Override
  protected Optional<byte[]> read(ObjectKey key) {
    return server.read(CONTAINER, path + "/" + key);
  }

  @Test
  void storesUnderAPathWithSpacesAndOtherLetters() {
    path = "Prüfung & co/日本+=%20#?;";

    assertThat(store().put(ObjectKey.MARKER, ascii("content"))).isEqualTo(new PutOutcome.Stored());

    assertThat(read(ObjectKey.MARKER)).contains(ascii("content"));
  }

  @Test
  void storesWithoutAPathAtTheContainerItself() {
    path = "";

    store().put(new ObjectKey("at-the-root"), ascii("content"));

    assertThat(server.read(CONTAINER, "at-the-root")).contains(ascii("content"));
  }

  @Test
  void aSignatureThatMayOnlyCreateIsEnoughForSmallObjects() {
    ObjectKey key = new ObjectKey("events/created");

    assertThat(store("c").put(key, ascii("first"))).isEqualTo(new PutOutcome.Stored());
    assertThat(store("c").put(key, ascii("second"))).isEqualTo(new PutOutcome.AlreadyThere());

    assertThat(read(key)).contains(ascii("first"));
  }

  @Test
  void asksForNothingButToPut() {
    upload(new ObjectKey("events/large"), random(3 * AzureTestSettings.BLOCK));

    assertThat(server.requests())
        .extracting(FakeBlobService.Request::operation)
        .isSubsetOf("PUT blob", "PUT block", "PUT blocklist");
  }

  private ObjectStore store(String permissions) {
    return stores.open(
        AzureLocation.ofAccount("waybilltest", CONTAINER, new StoragePath(path)),
        new Credentials.SharedAccessSignature(new SasToken(FakeBlobService.sas(permissions))));
  }
}
