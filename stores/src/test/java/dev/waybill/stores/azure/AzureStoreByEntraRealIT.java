package dev.waybill.stores.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.Credentials.EntraApplication;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStoreContract;
import dev.waybill.storage.PlaceProof;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract with the service's application, against a server that checks tokens' claims. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AzureStoreByEntraRealIT extends ObjectStoreContract {
  private static final EntraApplication IN_A_DIRECTORY =
      new EntraApplication(
          new EntraDirectory("0a1b2c3d-1111-4222-8333-444455556666"),
          new PlaceProof(UUID.randomUUID(), "s".repeat(43)));

  private final Started started;
  private String path = "";

  private record Started(
      FakeEntra entra,
      AzuriteProcess azurite,
      AzureHttp owners,
      AzureStores stores,
      AzuriteContainer container) {
    static Started in(Path folder) {
      FakeEntra entra = new FakeEntra(folder);
      entra.consent(IN_A_DIRECTORY.directory());
      AzuriteProcess azurite = AzuriteProcess.startWithTls(entra.vouching(), folder);
      AzureSettings settings =
          AzureTestSettings.of(azurite.endpoint(), entra.application(), entra.certificates());
      AzureHttp owners = AzureHttp.of(settings);
      return new Started(
          entra,
          azurite,
          owners,
          new AzureStores(settings, new SettableTime(Instant.now())),
          AzuriteContainer.create(azurite, "audit-events", owners));
    }
  }

  AzureStoreByEntraRealIT(@TempDir Path folder) {
    started = Started.in(folder);
  }

  @BeforeEach
  void takeAFolderOfItsOwn() {
    path = "tenant folder/" + UUID.randomUUID();
  }

  @AfterAll
  void stop() {
    // One token was enough for all.
    assertThat(started.entra().requests()).hasSize(1);
    started.stores().close();
    started.owners().close();
    started.azurite().close();
    started.entra().close();
  }

  @Override
  protected ObjectStore store() {
    return started.stores().open(started.container().location(path), IN_A_DIRECTORY);
  }

  @Override
  protected Optional<byte[]> read(ObjectKey key) {
    return started.container().read(path + "/" + key);
  }
}
