package dev.waybill.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations.Change;
import dev.waybill.export.Samples;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.manifest.KeyId;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.powercut.VolatileDisk;
import dev.waybill.server.powercut.VolatileDisk.Loss;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.time.SettableTime;
import dev.waybill.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power fails after every single operation on the key file, and at every step of a rotation:
 * whatever was not synced is lost, or only its name is there, or it was written by chance. Each
 * time the server starts with all secrets that it had acknowledged, and the rotation is finished.
 */
class PowerCutTest {
  private static final TimeSource TIME = new SettableTime(Samples.NOW);
  private static final int BATCH = 2;
  private static final String DIED = "the process died";

  private final Path folder;
  private Path data;
  private VolatileDisk disk;
  private final Map<IntegrationId, Credentials> acknowledged = new LinkedHashMap<>();
  private final List<KeyId> signing = new ArrayList<>();
  private final List<String> cuts = new ArrayList<>();
  private final Set<String> keysSeen = new HashSet<>();

  PowerCutTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    data = Files.createDirectory(folder.resolve("data"));
    disk = new VolatileDisk(data);
  }

  @Test
  void losesNoSecretWhileTheKeyIsMade() throws IOException {
    disk.tell(this::cut);

    try (DataDirectory directory = DataDirectory.open(disk.root());
        ControlPlane plane = open(directory)) {
      signing.add(plane.signingKeys().current().key());
      cut("the signing key was made");
      create(plane, "first");
      cut("the first secret was stored");
    }

    assertThat(cuts)
        .containsSubsequence(
            "create keys/secrets.json.unfinished",
            "write keys/secrets.json.unfinished",
            "sync keys/secrets.json.unfinished",
            "move keys/secrets.json.unfinished to keys/secrets.json",
            "sync keys",
            "the signing key was made",
            "the first secret was stored");
  }

  @Test
  void losesNoSecretWhileTheKeyIsRotated() throws Exception {
    try (DataDirectory directory = DataDirectory.open(disk.root());
        ControlPlane plane = open(directory)) {
      for (int number = 0; number < 3; number++) {
        create(plane, "bucket-" + number);
      }
      signing.add(plane.signingKeys().current().key());
      signing.add(plane.signingKeys().rotate(Samples.NOW).id());
      disk.tell(this::cut);

      rotate(plane, this::cut);
      rotate(plane, this::cut);
    }

    assertThat(cuts)
        .containsSubsequence(
            "ADDING_KEY",
            "sync keys/secrets.json.unfinished",
            "move keys/secrets.json.unfinished to keys/secrets.json",
            "sync keys",
            "RECORDING_KEY",
            "ENCRYPTING",
            "ENCRYPTING",
            "FORGETTING_OLD_KEY",
            "REMOVING_OLD_KEY",
            "sync keys/secrets.json.unfinished",
            "move keys/secrets.json.unfinished to keys/secrets.json",
            "sync keys");
    assertThat(keysSeen).as("first, second and third key").hasSizeGreaterThanOrEqualTo(3);
  }

  /**
   * The process dies, the next one goes on with what it finds, and then the power fails: what the
   * first had not synced must not be believed in.
   */
  @Test
  void losesNoSecretIfThePowerFailsAfterAProcessThatDied() throws Exception {
    int moments = 0;
    while (dies(moments)) {
      disk.tell(_ -> {});
      try (DataDirectory directory = DataDirectory.open(disk.root());
          ControlPlane plane = open(directory)) {
        create(plane, "later");
        KeyRotation rotation = rotation(plane, _ -> {});
        if (rotation.isUnfinished()) {
          rotation.run();
        }
        Path after = folder.resolve("after-" + moments);
        disk.cutPower(Loss.EVERYTHING, after);
        copyDatabase(after);
        assertThatNothingIsLost(after, "died at moment " + moments);
      }
      moments++;
    }
    assertThat(moments).isGreaterThan(20);
  }

  /** Makes a key and rotates it, up to that moment; {@code false} if it came to the end. */
  private boolean dies(int moment) throws Exception {
    data = Files.createDirectory(folder.resolve("died-" + moment));
    disk = new VolatileDisk(data);
    acknowledged.clear();
    AtomicInteger left = new AtomicInteger(moment);
    disk.tell(operation -> dieIfDue(operation.contains("keys"), left));
    try (DataDirectory directory = DataDirectory.open(disk.root());
        ControlPlane plane = open(directory)) {
      create(plane, "first");
      rotate(plane, _ -> dieIfDue(true, left));
      return false;
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage(DIED);
      return true;
    }
  }

  private static void dieIfDue(boolean counts, AtomicInteger left) {
    if (counts && left.getAndDecrement() == 0) {
      throw new IllegalStateException(DIED);
    }
  }

  /** The disk of this test forgets indeed: a rename that was not synced is not there. */
  @Test
  void wouldNoticeAFileThatIsNotSynced() throws IOException {
    Path file = disk.root().resolve("file");
    Files.writeString(file, "a");

    assertThat(left(Loss.EVERYTHING)).isEmpty();
    assertThat(left(Loss.CONTENTS)).containsEntry("file", "");
    assertThat(left(Loss.NOTHING)).containsEntry("file", "a");
  }

  private Map<String, String> left(Loss loss) throws IOException {
    Path after = folder.resolve("after-" + loss);
    disk.cutPower(loss, after);
    Map<String, String> files = new LinkedHashMap<>();
    try (var entries = Files.list(after)) {
      for (Path entry : entries.toList()) {
        files.put(String.valueOf(entry.getFileName()), Files.readString(entry));
      }
    }
    return files;
  }

  private void cut(String moment) {
    cuts.add(moment);
    for (Loss loss : Loss.values()) {
      Path after = folder.resolve("cut-" + cuts.size() + "-" + loss);
      disk.cutPower(loss, after);
      copyDatabase(after);
      assertThatNothingIsLost(after, cuts.size() + ": " + moment + ", lost: " + loss);
    }
  }

  /** SQLite syncs by itself, each commit in full: what is there was synced. */
  private void copyDatabase(Path after) {
    for (String name : List.of("control.db", "control.db-wal")) {
      Path file = data.resolve(name);
      if (Files.exists(after.resolve("control.db")) && Files.exists(file)) {
        try {
          Files.write(after.resolve(name), Files.readAllBytes(file));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void assertThatNothingIsLost(Path after, String moment) {
    try (DataDirectory directory = DataDirectory.open(after);
        ControlPlane plane = open(directory)) {
      keysSeen.addAll(plane.secretKey().ids());
      assertThatAllIsReadable(plane, moment);
      KeyRotation rotation = rotation(plane, _ -> {});
      if (rotation.isUnfinished()) {
        rotation.run();
      }
      assertThat(plane.secretKey().ids()).as(moment).hasSize(1);
      assertThat(plane.storedSecrets().keys()).as(moment).isEqualTo(plane.secretKey().ids());
      assertThat(
              plane.storedSecrets().encryptedOtherwise(plane.secretKey().id(), Optional.empty(), 1))
          .as(moment)
          .isEmpty();
    } catch (KeyEncryptionException | InterruptedException e) {
      throw new AssertionError(moment, e);
    }
    try (DataDirectory directory = DataDirectory.open(after);
        ControlPlane plane = open(directory)) {
      assertThatAllIsReadable(plane, moment + ", started again");
    }
  }

  private void assertThatAllIsReadable(ControlPlane plane, String moment) {
    acknowledged.forEach(
        (id, credentials) ->
            assertThat(plane.storageIntegrations().credentials(Samples.TENANT, id))
                .as(moment)
                .contains(credentials));
    signing.forEach(key -> assertThat(plane.signingKeys().find(key)).as(moment).isPresent());
  }

  private void create(ControlPlane plane, String bucket) {
    plane.tenants().upsert(Samples.TENANT, "Acme", Samples.NOW);
    StorageIntegration integration = Samples.integration(Samples.TENANT, Samples.location(bucket));
    ExportConfiguration configuration = Samples.configuration(integration);
    AccessKey credentials = new AccessKey("AK-" + bucket, "SK-" + bucket);
    assertThat(
            plane
                .exportConfigurations()
                .create(
                    integration,
                    credentials,
                    configuration,
                    Samples.stream(configuration),
                    Samples.NOW,
                    Optional.empty()))
        .isInstanceOf(Change.Done.class);
    acknowledged.put(integration.id(), credentials);
  }

  private static void rotate(ControlPlane plane, Consumer<String> steps)
      throws KeyEncryptionException, InterruptedException {
    rotation(plane, steps).run();
  }

  private static KeyRotation rotation(ControlPlane plane, Consumer<String> steps) {
    return new KeyRotation(
        plane.secretKey(),
        plane.storedSecrets(),
        TIME,
        new KeyRotation.Listener() {
          @Override
          public void begins(RotationStep step) {
            steps.accept(step.name());
          }

          @Override
          public void encrypted(int count) {
            steps.accept("encrypted " + count);
          }
        },
        BATCH);
  }

  private static ControlPlane open(DataDirectory directory) {
    return ControlPlane.open(directory, TIME, new SecureRandom(), 10);
  }
}
