package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.Failure;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One attempt at a job, for outsiders.
 *
 * @param attempt its number, from 1
 * @param startedAt when the attempt began
 */
public record JobTask(
    UUID id,
    int attempt,
    Status status,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<Failure> failure) {

  /** How an attempt stands. */
  public enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED
  }

  public JobTask {
    requireNonNull(id, "id is null");
    requireNonNull(status, "status is null");
    requireNonNull(startedAt, "startedAt is null");
    requireNonNull(endedAt, "endedAt is null");
    requireNonNull(failure, "failure is null");
  }
}
