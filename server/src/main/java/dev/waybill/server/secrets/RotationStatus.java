package dev.waybill.server.secrets;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A rotation as far as it has come.
 *
 * @param encrypted how many secrets have been encrypted anew
 */
public record RotationStatus(Instant startedAt, int encrypted, Progress progress) {
  /** How far it has come. */
  public sealed interface Progress {}

  /** It is under way. */
  public record Running(RotationStep step) implements Progress {}

  /** It is done: one key encrypts everything. */
  public record Succeeded(Instant at) implements Progress {}

  /**
   * It stopped in the middle; everything can be decrypted.
   *
   * @param why one sentence or two that say what to do
   */
  public record Failed(String why, Instant at) implements Progress {}

  public RotationStatus {
    requireNonNull(startedAt, "startedAt is null");
    requireNonNull(progress, "progress is null");
  }

  RotationStatus at(Progress now) {
    return new RotationStatus(startedAt, encrypted, now);
  }

  RotationStatus more(int count) {
    return new RotationStatus(startedAt, encrypted + count, progress);
  }

  boolean isRunning() {
    return switch (progress) {
      case Running _ -> true;
      case Succeeded _, Failed _ -> false;
    };
  }
}
