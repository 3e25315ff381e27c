package dev.waybill.server.restore;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.Position;
import dev.waybill.server.backup.Backup;
import dev.waybill.server.backup.Backup.StoredFile;
import dev.waybill.server.backup.BackupFolder;
import dev.waybill.server.datadir.DirectoryInRestore;
import dev.waybill.server.datadir.DurableFiles;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.rocksdb.RocksEventLog;
import dev.waybill.server.secrets.SecretKey;
import dev.waybill.server.sql.CopiedControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes a data directory from a backup, as a new incarnation: what was given after the backup,
 * positions and names of objects, is not known any more and must not be given again. A crash at any
 * moment leaves a folder that is refused, or a complete data directory.
 */
final class Restore {
  /** Incarnations are numbered by the day on which they begin, or one above the one before. */
  private static final LocalDate FIRST_DAY = LocalDate.of(2020, 1, 1);

  private final Instant now;
  private final Supplier<UUID> ids;
  private final Consumer<RestoreStep> steps;

  /**
   * @param steps told of each before it is done
   */
  Restore(Instant now, Supplier<UUID> ids, Consumer<RestoreStep> steps) {
    this.now = requireNonNull(now, "now is null");
    this.ids = requireNonNull(ids, "ids is null");
    this.steps = requireNonNull(steps, "steps is null");
  }

  /**
   * Restores into a folder that is absent or empty; leaves it empty if it fails.
   *
   * @param keyFile for a backup without the key, or instead of the one in it
   * @throws StartRefusedException if the backup is none, damaged or of a newer version, the key is
   *     another one, or the folder holds anything
   */
  RestoreReport restore(BackupFolder from, Path dataDirectory, Optional<Path> keyFile)
      throws IOException {
    Path target = dataDirectory.toAbsolutePath().normalize();
    if (target.startsWith(from.path()) || from.path().startsWith(target)) {
      throw new StartRefusedException(
          "The data directory " + target + " and the backup " + from.path() + " must lie apart.");
    }
    Backup backup = from.read();
    BackupCopy copy = new BackupCopy(backup, from);
    copy.requireWhole();
    for (StoredFile stored : backup.files().stream().filter(copy::isKey).toList()) {
      copy.requireUnaltered(stored);
    }
    Optional<byte[]> key = SuppliedKey.of(backup, from, keyFile);
    copy.requireSpace(target);
    int incarnation = next(backup.incarnation());
    try (DirectoryInRestore directory = DirectoryInRestore.begin(target)) {
      try {
        fill(directory, backup, copy, key, incarnation);
      } catch (IOException | RuntimeException e) {
        empty(directory, e);
        throw e;
      }
    }
    return new RestoreReport(backup, target, incarnation, key.isPresent(), now);
  }

  private void fill(
      DirectoryInRestore directory,
      Backup backup,
      BackupCopy copy,
      Optional<byte[]> key,
      int incarnation)
      throws IOException {
    steps.accept(RestoreStep.COPYING_FILES);
    copy.to(directory.path());
    steps.accept(RestoreStep.COPYING_KEY);
    if (key.isPresent()) {
      DurableFiles.write(directory.keys().resolve(SecretKey.FILE), key.get());
    }
    steps.accept(RestoreStep.BEGINNING_IN_CONTROL_PLANE);
    try (CopiedControlPlane controlPlane = CopiedControlPlane.open(directory.controlPlane())) {
      controlPlane.beginIncarnation(incarnation, backup.takenAt(), now, ids);
    }
    steps.accept(RestoreStep.BEGINNING_IN_LOG);
    RocksEventLog.beginIncarnation(directory.log(), incarnation);
    for (Path path : new Path[] {directory.controlPlane(), directory.log(), directory.path()}) {
      DurableFiles.sync(path);
    }
    steps.accept(RestoreStep.COMPLETING);
    directory.complete();
  }

  private int next(int incarnation) {
    long today = ChronoUnit.DAYS.between(FIRST_DAY, now.atZone(ZoneOffset.UTC).toLocalDate());
    return Math.max(incarnation + 1, Math.clamp(today, 1, Position.LAST_INCARNATION));
  }

  private static void empty(DirectoryInRestore directory, Exception because) {
    try {
      directory.empty();
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
