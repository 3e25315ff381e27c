package dev.waybill.server.backup;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.backup.Backup.StoredFile;
import dev.waybill.server.datadir.DurableFiles;
import dev.waybill.server.rocksdb.LogCheckpoint;
import dev.waybill.server.secrets.SecretKey;
import dev.waybill.server.sql.CopiedControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Writes a backup while the server works. The control plane is copied before links to the log's
 * files are made, and retention deletes nothing in between: so the log has everything that a cursor
 * or a job of the control plane names. The links are copied when retention works again. A crash at
 * any moment leaves a folder without {@code backup.json}, which is no backup.
 */
final class BackupWriter {
  private final BackupSources sources;
  private final Consumer<BackupStep> steps;

  /**
   * @param steps told of each before it is done
   */
  BackupWriter(BackupSources sources, Consumer<BackupStep> steps) {
    this.sources = requireNonNull(sources, "sources is null");
    this.steps = requireNonNull(steps, "steps is null");
  }

  /** Writes to a folder that is absent or empty; removes what is there of it if it fails. */
  Backup write(BackupFolder folder, KeyChoice keys) throws IOException {
    try {
      DurableFiles.createFolder(folder.path());
      DurableFiles.makePrivate(folder.path());
      Instant takenAt = sources.time().now();
      Optional<Instant> lastReceived = copyControlPlaneAndLog(folder);
      copyKey(folder, keys);
      CopiedControlPlane.Contents contents = settle(folder);
      steps.accept(BackupStep.CHECKING);
      Backup backup =
          new Backup(
              sources.version(),
              takenAt,
              lastReceived,
              contents.incarnation(),
              contents.tenants(),
              contents.streams(),
              sources.controlPlane().secretKeyId(),
              check(folder));
      steps.accept(BackupStep.COMPLETING);
      folder.complete(backup);
      return backup;
    } catch (IOException | RuntimeException | Error e) {
      remove(folder, e);
      throw e;
    }
  }

  private Optional<Instant> copyControlPlaneAndLog(BackupFolder folder) {
    try (LogCheckpoint log = sources.gate().pauseWhile(() -> copyControlPlaneAndLinkLog(folder))) {
      steps.accept(BackupStep.COPYING_LOG);
      log.moveTo(folder.log());
      return log.lastReceived();
    }
  }

  private LogCheckpoint copyControlPlaneAndLinkLog(BackupFolder folder) {
    steps.accept(BackupStep.COPYING_CONTROL_PLANE);
    sources.controlPlane().copyTo(folder.controlPlane());
    steps.accept(BackupStep.LINKING_LOG);
    return sources.log().checkpoint();
  }

  private void copyKey(BackupFolder folder, KeyChoice keys) throws IOException {
    switch (keys) {
      case INCLUDED -> {
        steps.accept(BackupStep.COPYING_KEY);
        DurableFiles.createFolder(folder.path().resolve("keys"));
        DurableFiles.write(
            folder.key(), Files.readAllBytes(sources.directory().keys().resolve(SecretKey.FILE)));
      }
      case LEFT_OUT -> {
        // Then nobody can read the secrets in the backup without the key's own copy.
      }
    }
  }

  /** Leaves the control plane's copy as the log's is: without what was deleted in between. */
  private CopiedControlPlane.Contents settle(BackupFolder folder) {
    try (CopiedControlPlane copy = CopiedControlPlane.open(folder.controlPlane())) {
      copy.removeTenantsDeletedFrom(sources.controlPlane());
      return copy.contents();
    }
  }

  private static List<StoredFile> check(BackupFolder folder) throws IOException {
    DurableFiles.makePrivate(folder.log());
    List<StoredFile> files = new ArrayList<>();
    for (Path file : regularFiles(folder.path())) {
      DurableFiles.makePrivate(file);
      DurableFiles.sync(file);
      String name = folder.path().relativize(file).toString().replace('\\', '/');
      String sha256 = Sha256.read(file, _ -> {});
      files.add(new StoredFile(name, Files.size(file), sha256));
    }
    DurableFiles.sync(folder.log());
    DurableFiles.sync(folder.path());
    return files;
  }

  private static List<Path> regularFiles(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void remove(BackupFolder folder, Throwable because) {
    if (!Files.isDirectory(folder.path())) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder.path())) {
      List<Path> written =
          all.filter(path -> !path.equals(folder.path()))
              .sorted(Comparator.reverseOrder())
              .toList();
      for (Path path : written) {
        Files.delete(path);
      }
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
