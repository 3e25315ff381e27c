package dev.waybill.stores.gcs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStoreContract;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract, with nothing allowed but to create objects. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GcsStoreIT extends ObjectStoreContract {
  private final FakeGcsServer server = FakeGcsServer.start();
  private final FakeServiceAccount account = server.account("writer@audit.example");
  private final GcsStores stores = new GcsStores(GcsPlaces.settings(server), GcsPlaces.TIME);
  private String path = "";
  private ObjectStore store = stores.open(GcsPlaces.at(path), GcsPlaces.by(account));

  @BeforeEach
  void openAFolderOfItsOwn() {
    server.grant(account, GcsPlaces.BUCKET, GcsPlaces.CREATE);
    path = "tenant folder/" + UUID.randomUUID();
    store = stores.open(GcsPlaces.at(path), GcsPlaces.by(account));
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
    return Optional.ofNullable(server.objects(GcsPlaces.BUCKET).get(path + "/" + key));
  }

  @Test
  void storesWithoutAPathAtTheBucketItself() {
    try (ObjectStore root = stores.open(GcsPlaces.at(""), GcsPlaces.by(account))) {
      root.put(new ObjectKey("at-the-root"), ascii("content"));
    }

    assertThat(server.objects(GcsPlaces.BUCKET).get("at-the-root")).isEqualTo(ascii("content"));
  }

  @Test
  void storesUnderAPathWithSpacesAndOtherLetters() {
    String odd = "Prüfung & co/日本+=%20\"#?";
    byte[] large = random(GcsPlaces.CHUNK + 1);
    try (ObjectStore folder = stores.open(GcsPlaces.at(odd), GcsPlaces.by(account))) {
      folder.put(ObjectKey.MARKER, ascii("content"));
    }
    path = odd;
    store = stores.open(GcsPlaces.at(odd), GcsPlaces.by(account));
    upload(new ObjectKey("large"), large);

    assertThat(server.objects(GcsPlaces.BUCKET)).containsKey(odd + "/.waybill.export.log");
    assertThat(read(new ObjectKey("large"))).contains(large);
  }

  @Test
  void givesUpWhatIsNotFinished() {
    byte[] content = random(GcsPlaces.CHUNK + 1);
    int before = server.openUploads();
    try (var upload = store.begin(new ObjectKey("given-up"))) {
      upload.write(content, 0, content.length);
      assertThat(server.openUploads()).isEqualTo(before + 1);
    }

    assertThat(server.openUploads()).isEqualTo(before);
  }

  @Test
  void asksForOneTokenForManyObjects() {
    int before = server.tokensIssued();
    for (int i = 0; i < 20; i++) {
      store.put(new ObjectKey("many-" + i), ascii("x"));
    }

    assertThat(server.tokensIssued() - before).isLessThanOrEqualTo(1);
  }
}
