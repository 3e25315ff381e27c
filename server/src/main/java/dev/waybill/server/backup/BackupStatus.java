package dev.waybill.server.backup;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/**
 * A backup as far as it has come.
 *
 * @param directory where it is written
 */
public record BackupStatus(
    UUID id, Path directory, KeyChoice keys, Instant startedAt, Progress progress) {
  /** How far it has come. */
  public sealed interface Progress {}

  /** It is being made. */
  public record Running(BackupStep step) implements Progress {}

  /** It is complete. */
  public record Succeeded(Backup backup, Instant at) implements Progress {}

  /**
   * There is none.
   *
   * @param why one sentence that says what to do
   */
  public record Failed(String why, Instant at) implements Progress {}

  public BackupStatus {
    requireNonNull(id, "id is null");
    requireNonNull(directory, "directory is null");
    requireNonNull(keys, "keys is null");
    requireNonNull(startedAt, "startedAt is null");
    requireNonNull(progress, "progress is null");
  }

  BackupStatus at(Progress now) {
    return new BackupStatus(id, directory, keys, startedAt, now);
  }
}
