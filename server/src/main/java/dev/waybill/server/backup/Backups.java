package dev.waybill.server.backup;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.recurring.BackgroundRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes backups, one at a time, and remembers the last one. Safe for use by many threads. */
public final class Backups implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

  private final BackupSources sources;
  private final BackupPlace place;
  private final Supplier<UUID> ids;
  private final BackgroundRun run = new BackgroundRun("backup");
  private Optional<BackupStatus> last = Optional.empty();

  /**
   * @param notIn folders in which there must be no backup, beside the data directory
   */
  public Backups(BackupSources sources, List<Path> notIn, Supplier<UUID> ids) {
    this.sources = requireNonNull(sources, "sources is null");
    this.place = new BackupPlace(sources, notIn);
    this.ids = requireNonNull(ids, "ids is null");
  }

  /**
   * Begins a backup.
   *
   * @param directory the absolute path of a folder that is absent or empty
   * @throws InvalidInput if there can be none in that folder
   * @throws BackupUnderWayException if there is one under way
   */
  public synchronized BackupStatus start(String directory, KeyChoice keys) {
    Optional<BackupStatus> other = last.filter(Backups::isRunning);
    if (other.isPresent()) {
      throw new BackupUnderWayException(other.get());
    }
    BackupFolder folder = place.check(directory);
    BackupStatus status =
        new BackupStatus(
            ids.get(),
            folder.path(),
            keys,
            sources.time().now(),
            new BackupStatus.Running(BackupStep.COPYING_CONTROL_PLANE));
    run.start(() -> run(folder, status));
    last = Optional.of(status);
    return status;
  }

  /** A backup of that id, if it is the last one that was begun since the server started. */
  public synchronized Optional<BackupStatus> find(UUID id) {
    return last.filter(status -> status.id().equals(id));
  }

  private void run(BackupFolder folder, BackupStatus status) {
    var writer = new BackupWriter(sources, step -> set(status.at(new BackupStatus.Running(step))));
    try {
      Backup backup = writer.write(folder, status.keys());
      LOG.info("A backup was made in {} ({} bytes)", folder.path(), backup.bytes());
      set(status.at(new BackupStatus.Succeeded(backup, sources.time().now())));
    } catch (IOException | RuntimeException | Error e) { // else it would be under way for ever
      LOG.error("The backup into {} failed", folder.path(), e);
      String why =
          "The backup into %s failed (%s); nothing of it was left there. Look at the server's log, then try again."
              .formatted(
                  folder.path(), String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}", " "));
      set(status.at(new BackupStatus.Failed(why, sources.time().now())));
    }
  }

  private synchronized void set(BackupStatus status) {
    last = Optional.of(status);
  }

  private static boolean isRunning(BackupStatus status) {
    return switch (status.progress()) {
      case BackupStatus.Running _ -> true;
      case BackupStatus.Succeeded _, BackupStatus.Failed _ -> false;
    };
  }

  /** Gives up a backup that is under way. */
  @Override
  public void close() {
    run.close();
  }
}
