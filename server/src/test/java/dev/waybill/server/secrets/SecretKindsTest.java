package dev.waybill.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.IntegrationChanges.Change;
import dev.waybill.export.Samples;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations.Confirmed;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.server.webhooks.EndpointUrl;
import dev.waybill.server.webhooks.WebhookEndpoints;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Credentials.SharedAccessSignature;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.GoogleKey;
import dev.waybill.storage.Location;
import dev.waybill.storage.SasToken;
import dev.waybill.storage.SharedIdentities;
import dev.waybill.storage.StoragePath;
import dev.waybill.time.SettableTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a secret is: it goes through rotations, backups and restores. */
class SecretKindsTest {
  private static final SettableTime TIME = new SettableTime(Samples.NOW);
  private static final Location ACCOUNT =
      AzureLocation.ofAccount("account", "file-system", StoragePath.ROOT);
  private static final Location BUCKET = new GcsLocation("bucket", StoragePath.ROOT);

  private final Map<StorageIntegration, Credentials> stored = new HashMap<>();
  private Optional<WebhookEndpoints.Made> webhook = Optional.empty();

  @TempDir private Path folder;

  @Test
  void areEncryptedWithTheNewKeyAfterARotation() throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder.resolve("data"));
        ControlPlane plane = open(directory)) {
      fill(plane);
      String old = plane.secretKey().id();

      rotate(plane);

      assertThat(plane.secretKey().ids()).hasSize(1).doesNotContain(old);
      assertThat(
              plane
                  .storedSecrets()
                  .encryptedOtherwise(plane.secretKey().id(), Optional.empty(), 99))
          .isEmpty();
      assertReadable(plane);
    }
  }

  @Test
  void areInACopyAndSoIsWhatWasConfirmed() throws Exception {
    KeyFileCopy keyFile;
    Path copy = folder.resolve("copy.db");
    try (DataDirectory directory = DataDirectory.open(folder.resolve("data"));
        ControlPlane plane = open(directory)) {
      fill(plane);
      for (StorageIntegration each : stored.keySet()) {
        assertThat(plane.storageIntegrations().confirm(each.tenant(), each.id(), 1, Samples.NOW))
            .isEqualTo(Confirmed.DONE);
      }
      keyFile = plane.copyTo(copy);
    }

    try (DataDirectory directory = DataDirectory.open(folder.resolve("restored"))) {
      Files.copy(copy, directory.controlPlane());
      keyFile.write(directory.keys().resolve(SecretKey.FILE));
      try (ControlPlane plane = open(directory)) {
        assertReadable(plane);
        assertThat(plane.storageIntegrations().list(Samples.TENANT))
            .hasSize(4)
            .allMatch(StorageIntegration::confirmed);
      }
    }
  }

  private static ControlPlane open(DataDirectory directory) {
    return ControlPlane.open(directory, TIME, new SecureRandom(), 10);
  }

  private void fill(ControlPlane plane) {
    plane.tenants().upsert(Samples.TENANT, "Acme", Samples.NOW);
    GoogleKey key = new GoogleKey("w@p.iam.gserviceaccount.com", "1a2b", "private");
    UUID id = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    add(plane, ACCOUNT, id, SharedIdentities.application(id, SharedIdentities.DIRECTORY));
    add(plane, BUCKET, other, SharedIdentities.grant(other));
    add(plane, BUCKET, UUID.randomUUID(), new Credentials.ServiceAccountKey(key));
    webhook =
        Optional.of(
            (WebhookEndpoints.Made)
                plane
                    .webhookEndpoints()
                    .create(
                        Samples.TENANT,
                        new EndpointUrl("https://example.com/"),
                        Set.of(),
                        /* enabled= */ true,
                        Optional.empty(),
                        Samples.NOW));
    add(
        plane,
        ACCOUNT,
        UUID.randomUUID(),
        new SharedAccessSignature(new SasToken("sv=2024-11-04&sp=cw&sig=c2VjcmV0")));
  }

  private void add(ControlPlane plane, Location location, UUID id, Credentials credentials) {
    StorageIntegration integration = Samples.integration(Samples.TENANT, location, id, credentials);
    assertThat(plane.integrationChanges().create(integration, credentials, Optional.empty()))
        .isEqualTo(new Change.Done(integration, List.of()));
    stored.put(integration, credentials);
  }

  private void assertReadable(ControlPlane plane) {
    WebhookEndpoints.Made made = webhook.orElseThrow();
    assertThat(plane.webhookEndpoints().target(Samples.TENANT, made.endpoint().id()))
        .map(target -> target.secrets().current())
        .contains(made.secret());
    stored.forEach(
        (integration, credentials) ->
            assertThat(plane.storageIntegrations().credentials(Samples.TENANT, integration.id()))
                .contains(credentials));
  }

  private static void rotate(ControlPlane plane) throws Exception {
    KeyRotation.Listener quiet =
        new KeyRotation.Listener() {
          @Override
          public void begins(RotationStep step) {}

          @Override
          public void encrypted(int count) {}
        };
    new KeyRotation(plane.secretKey(), plane.storedSecrets(), TIME, quiet).run();
  }
}
