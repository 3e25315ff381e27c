package dev.waybill.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.log.SeenEvents;
import dev.waybill.retention.Retention;
import dev.waybill.retention.RetentionListener;
import dev.waybill.retention.RetentionPolicy;
import dev.waybill.server.backup.Backup.StoredFile;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.rocksdb.RocksEventLog;
import dev.waybill.server.rocksdb.RocksLogOptions;
import dev.waybill.server.secrets.SecretKey;
import dev.waybill.server.sql.CopiedControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackupWriterTest {
  @TempDir private Path folder;
  private LiveData data;
  private Path target;

  @BeforeEach
  void open() {
    data = LiveData.open(folder.resolve("data"));
    target = folder.resolve("backup");
    data.export("archive");
    data.append("a", "b");
  }

  @AfterEach
  void close() {
    data.close();
  }

  @Test
  void saysWhatItHolds() throws IOException {
    Backup backup = data.backup(target, KeyChoice.LEFT_OUT);

    assertThat(new BackupFolder(target).read()).isEqualTo(backup);
    assertThat(backup.tenants()).as("with the operators'").isEqualTo(2);
    assertThat(backup.streams()).isEqualTo(1);
    assertThat(backup.takenAt()).isEqualTo(data.time.now());
    assertThat(backup.lastReceived()).contains(data.time.now());
    assertThat(backup.secretKeys()).containsExactly(data.controlPlane.secretKey().id());
    assertThat(backup.files()).extracting(StoredFile::path).contains("control.db", "log/CURRENT");
    assertThat(backup.holdsKey()).isFalse();
    assertThat(target.resolve("keys")).doesNotExist();
  }

  @Test
  void holdsTheKeyOnlyIfItIsAskedFor() throws IOException {
    Backup backup = data.backup(target, KeyChoice.INCLUDED);

    assertThat(backup.holdsKey()).isTrue();
    assertThat(target.resolve("keys/secrets.json"))
        .hasSameBinaryContentAs(data.directory.keys().resolve("secrets.json"));
  }

  @Test
  void letsOnlyItsOwnerReadAnything() throws IOException {
    Files.createDirectory(
        target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

    data.backup(target, KeyChoice.INCLUDED);

    try (Stream<Path> all = Files.walk(target)) {
      for (Path path : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(BackupStep.class)
  void isNoBackupAfterACrashAtAnyStep(BackupStep crashed) throws IOException {
    Path left = folder.resolve("left");
    BackupWriter writer =
        new BackupWriter(
            data.sources(),
            step -> {
              if (step == crashed) {
                copy(target, left);
              }
            });

    writer.write(new BackupFolder(target), KeyChoice.INCLUDED);

    assertThatThrownBy(new BackupFolder(left)::read)
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("no complete backup")
        .hasMessageContaining("backup.json");
    assertThat(data.append("c")).isNotNull();
  }

  /** What a crash at this moment would leave. */
  private static void copy(Path from, Path to) {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void leavesNothingAfterAnError() throws IOException {
    BackupWriter writer =
        new BackupWriter(
            data.sources(),
            step -> {
              throw new Crash(step);
            });

    assertThatThrownBy(() -> writer.write(new BackupFolder(target), KeyChoice.INCLUDED))
        .isInstanceOf(Crash.class);

    assertThat(target).isEmptyDirectory();
    data.backup(target, KeyChoice.INCLUDED);
  }

  @Test
  void isNoBackupWithoutALog() {
    BackupWriter writer =
        new BackupWriter(
            data.sources(),
            step -> {
              if (step == BackupStep.CHECKING) {
                delete(new BackupFolder(target).log().resolve("CURRENT"));
              }
            });

    assertThatThrownBy(() -> writer.write(new BackupFolder(target), KeyChoice.INCLUDED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("event log is missing");

    assertThat(target).isEmptyDirectory();
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(BackupStep.class)
  void leavesNothingOfABackupThatFails(BackupStep failing) throws IOException {
    BackupWriter writer =
        new BackupWriter(
            data.sources(),
            step -> {
              if (step == failing) {
                throw new IllegalStateException("the disk is full");
              }
            });

    assertThatThrownBy(() -> writer.write(new BackupFolder(target), KeyChoice.INCLUDED))
        .hasMessage("the disk is full");

    assertThat(target).isEmptyDirectory();
    data.backup(target, KeyChoice.INCLUDED);
  }

  @Test
  void leavesOutATenantThatIsDeletedWhileItIsMade() throws IOException {
    BackupWriter writer =
        new BackupWriter(
            data.sources(),
            step -> {
              if (step == BackupStep.LINKING_LOG) {
                data.controlPlane.tenants().delete(LiveData.TENANT);
                data.log.delete(LiveData.TENANT);
              }
            });

    Backup backup = writer.write(new BackupFolder(target), KeyChoice.LEFT_OUT);

    assertThat(backup.tenants()).as("the operators'").isEqualTo(1);
    assertThat(backup.streams()).isZero();
  }

  @Test
  @Timeout(60)
  void letsRetentionWorkWhileItCopiesTheLog() throws IOException {
    BackupSources sources = data.sources();
    Retention retention =
        new Retention(
            data.log,
            data.controlPlane.retentionLedger(),
            sources.gate(),
            RetentionPolicy.DEFAULT,
            Duration.ofDays(90),
            RetentionListener.NONE);
    data.time.advance(Duration.ofDays(91));
    BackupWriter writer =
        new BackupWriter(
            sources,
            step -> {
              if (step == BackupStep.COPYING_LOG) {
                run(retention);
              }
            });

    writer.write(new BackupFolder(target), KeyChoice.LEFT_OUT);

    assertThat(data.ids()).isEmpty();
    try (RocksEventLog copy =
        RocksEventLog.open(new BackupFolder(target).log(), RocksLogOptions.defaults(), data.time)) {
      assertThat(SeenEvents.all(copy, LiveData.TENANT)).hasSize(2);
    }
  }

  private static void run(Retention retention) {
    try {
      retention.run();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void copiesTheControlPlaneBeforeTheLog() throws IOException {
    BackupWriter writer =
        new BackupWriter(
            data.sources(),
            step -> {
              if (step == BackupStep.LINKING_LOG) {
                data.append("between");
                data.export("later");
              }
            });

    Backup backup = writer.write(new BackupFolder(target), KeyChoice.LEFT_OUT);

    assertThat(backup.streams()).isEqualTo(1);
    try (CopiedControlPlane copy =
        CopiedControlPlane.open(new BackupFolder(target).controlPlane())) {
      assertThat(copy.contents().streams()).isEqualTo(1);
    }
  }

  /** The key file changes twice in a rotation; the copied control plane needs the one it had. */
  @ParameterizedTest
  @EnumSource(
      value = BackupStep.class,
      names = {"LINKING_LOG", "COPYING_LOG", "COPYING_KEY", "CHECKING"})
  void holdsTheKeyOfItsOwnSecretsWhateverIsRotatedMeanwhile(BackupStep during) throws IOException {
    data.export("archive");
    String before = data.controlPlane.secretKey().id();
    BackupWriter writer =
        new BackupWriter(
            data.sources(),
            step -> {
              if (step == during) {
                data.rotateSecretKey();
                data.rotateSecretKey();
              }
            });

    Backup backup = writer.write(new BackupFolder(target), KeyChoice.INCLUDED);

    assertThat(data.controlPlane.secretKey().id()).isNotEqualTo(before);
    assertThat(backup.secretKeys()).containsExactly(before);
    SecretKey.requireKeys(new BackupFolder(target).key(), List.of(before));
  }
}
