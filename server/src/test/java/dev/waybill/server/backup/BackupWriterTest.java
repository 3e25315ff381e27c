package dev.waybill.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.server.backup.Backup.StoredFile;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.sql.CopiedControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
    assertThat(backup.tenants()).isEqualTo(1);
    assertThat(backup.streams()).isEqualTo(1);
    assertThat(backup.takenAt()).isEqualTo(data.time.now());
    assertThat(backup.lastReceived()).contains(data.time.now());
    assertThat(backup.secretKey()).isEqualTo(data.controlPlane.secretKeyId());
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
  void isNoBackupAfterACrashAtAnyStep(BackupStep crashed) {
    BackupWriter writer =
        new BackupWriter(
            data.sources(),
            step -> {
              if (step == crashed) {
                throw new Crash(step);
              }
            });
    BackupFolder backup = new BackupFolder(target);

    assertThatThrownBy(() -> writer.write(backup, KeyChoice.INCLUDED)).isInstanceOf(Crash.class);

    assertThatThrownBy(backup::read)
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("no complete backup")
        .hasMessageContaining("backup.json");
    assertThat(data.append("c")).isNotNull();
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
              if (step == BackupStep.COPYING_LOG) {
                data.controlPlane.tenants().delete(LiveData.TENANT);
                data.log.delete(LiveData.TENANT);
              }
            });

    Backup backup = writer.write(new BackupFolder(target), KeyChoice.LEFT_OUT);

    assertThat(backup.tenants()).isZero();
    assertThat(backup.streams()).isZero();
  }

  @Test
  void copiesTheControlPlaneBeforeTheLog() throws IOException {
    BackupWriter writer =
        new BackupWriter(
            data.sources(),
            step -> {
              if (step == BackupStep.COPYING_LOG) {
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
}
