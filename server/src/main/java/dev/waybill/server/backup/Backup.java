package dev.waybill.server.backup;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a finished backup says of itself.
 *
 * @param version of Waybill that made it
 * @param takenAt the control plane is as it was then, or a moment later
 * @param lastReceived the log holds all events through that time of receipt, and perhaps some that
 *     came later; empty if there never was an event
 * @param incarnation in which the log gave positions
 * @param tenants how many there are
 * @param streams of existing export configurations
 * @param secretKeys the ids of the keys that its secrets need; one, unless it was made during a
 *     rotation
 * @param files everything it consists of
 */
public record Backup(
    String version,
    Instant takenAt,
    Optional<Instant> lastReceived,
    int incarnation,
    long tenants,
    long streams,
    List<String> secretKeys,
    List<StoredFile> files) {
  /**
   * A file of the backup.
   *
   * @param path below the backup's folder, with {@code /}
   * @param sha256 lower-case hex
   */
  public record StoredFile(String path, long bytes, String sha256) {
    public StoredFile {
      requireNonNull(path, "path is null");
      requireNonNull(sha256, "sha256 is null");
    }
  }

  public Backup {
    requireNonNull(version, "version is null");
    requireNonNull(takenAt, "takenAt is null");
    requireNonNull(lastReceived, "lastReceived is null");
    secretKeys = List.copyOf(secretKeys);
    files = List.copyOf(files);
  }

  public long bytes() {
    return files.stream().mapToLong(StoredFile::bytes).sum();
  }

  /** Whether the control plane and the log are in it: without either it is of no use. */
  boolean isWhole() {
    return holds("control.db") && holds("log/CURRENT");
  }

  public boolean holdsKey() {
    return holds(BackupFolder.KEY);
  }

  private boolean holds(String path) {
    return files.stream().anyMatch(file -> file.path().equals(path));
  }
}
