package dev.waybill.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Samples;
import dev.waybill.server.backup.Backup;
import dev.waybill.server.backup.KeyChoice;
import dev.waybill.server.backup.LiveData;
import dev.waybill.server.restore.RestoreCommand;
import dev.waybill.server.wiring.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Some secrets of the backup are encrypted with the old key, and some with the new one. */
class BackupDuringRotationTest {
  private static final int ONE_BY_ONE = 1;

  @TempDir private Path folder;
  private final List<ExportConfiguration> exports = new ArrayList<>();
  private final List<Backup> backups = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(RotationStep.class)
  void isRestoredWithAllSecretsAndGoesOn(RotationStep during) throws Exception {
    try (LiveData data = LiveData.open(folder.resolve("data"))) {
      for (int number = 0; number < 3; number++) {
        exports.add(data.export("bucket-" + number));
      }
      rotate(data, during);
    }
    assertThat(backups).hasSize(1);

    RestoreCommand restore =
        new RestoreCommand(Map.of(), InstantSource.fixed(Samples.NOW), System.out, System.err);
    assertThat(
            restore.run(
                List.of(
                    folder.resolve("backup").toString(),
                    "--data-directory",
                    folder.resolve("restored").toString())))
        .isEqualTo(Outcome.DONE);

    try (LiveData restored = LiveData.open(folder.resolve("restored"));
        KeyRotations rotations =
            new KeyRotations(
                restored.controlPlane.secretKey(),
                restored.controlPlane.storedSecrets(),
                restored.time)) {
      assertAllReadable(restored);
      assertThat(backups.getFirst().secretKeys())
          .isSubsetOf(restored.controlPlane.secretKey().ids());
      rotations.resume();
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> rotations.last().filter(RotationStatus::isRunning).isEmpty());
      assertThat(rotations.keys()).hasSize(1);
      assertAllReadable(restored);
    }
  }

  private void rotate(LiveData data, RotationStep during)
      throws KeyEncryptionException, InterruptedException {
    List<RotationStep> steps = new ArrayList<>();
    new KeyRotation(
            data.controlPlane.secretKey(),
            data.controlPlane.storedSecrets(),
            data.time,
            new KeyRotation.Listener() {
              @Override
              public void begins(RotationStep step) {
                steps.add(step);
                boolean inTheMiddle =
                    during != RotationStep.ENCRYPTING
                        || steps.stream().filter(step::equals).count() == 2;
                if (step == during && inTheMiddle) {
                  backUp(data);
                }
              }

              @Override
              public void encrypted(int count) {
                assertThat(count).isOne();
              }
            },
            ONE_BY_ONE)
        .run();
  }

  private void backUp(LiveData data) {
    try {
      backups.add(data.backup(folder.resolve("backup"), KeyChoice.INCLUDED));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertAllReadable(LiveData data) {
    for (ExportConfiguration export : exports) {
      assertThat(
              data.controlPlane
                  .storageIntegrations()
                  .credentials(LiveData.TENANT, export.integration()))
          .contains(Samples.CREDENTIALS);
    }
    assertThat(data.controlPlane.signingKeys().list()).hasSize(1);
  }
}
