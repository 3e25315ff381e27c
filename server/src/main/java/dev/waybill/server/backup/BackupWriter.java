package dev.waybill.server.backup;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.backup.Backup.StoredFile;
import dev.waybill.server.datadir.DurableFiles;
import dev.waybill.server.rocksdb.LogCheckpoint;
import dev.waybill.server.secrets.KeyFileCopy;
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
   * @param keyFile the one that belongs to the copied control plane, whatever is rotated since
   */
  private record Linked(LogCheckpoint log, KeyFileCopy keyFile) {}

  private record Copied(Optional<Instant> lastReceived, KeyFileCopy keyFile) {}

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
      Copied copied = copyControlPlaneAndLog(folder);
      copyKey(folder, keys, copied.keyFile());
      CopiedControlPlane.Contents contents = settle(folder);
      steps.accept(BackupStep.CHECKING);
      Backup backup =
          new Backup(
              sources.version(),
              takenAt,
              copied.lastReceived(),
              contents.incarnation(),
              contents.tenants(),
              contents.streams(),
              contents.secretKeys(),
              check(folder));
      steps.accept(BackupStep.COMPLETING);
      folder.complete(backup);
      return backup;
    } catch (IOException | RuntimeException | Error e) {
      remove(folder, e);
      throw e;
    }
  }

  private Copied copyControlPlaneAndLog(BackupFolder folder) {
    Linked linked = sources.gate().pauseWhile(() -> copyControlPlaneAndLinkLog(folder));
    try (LogCheckpoint log = linked.log()) {
      steps.accept(BackupStep.COPYING_LOG);
      log.moveTo(folder.log());
      return new Copied(log.lastReceived(), linked.keyFile());
    }
  }

  private Linked copyControlPlaneAndLinkLog(BackupFolder folder) {
    steps.accept(BackupStep.COPYING_CONTROL_PLANE);
    KeyFileCopy keyFile = sources.controlPlane().copyTo(folder.controlPlane());
    steps.accept(BackupStep.LINKING_LOG);
    return new Linked(sources.log().checkpoint(), keyFile);
  }

  private void copyKey(BackupFolder folder, KeyChoice keys, KeyFileCopy keyFile)
      throws IOException {
    switch (keys) {
      case INCLUDED -> {
        steps.accept(BackupStep.COPYING_KEY);
        DurableFiles.createFolder(folder.path().resolve("keys"));
        keyFile.write(folder.key());
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
