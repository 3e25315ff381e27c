package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.Failure;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * Puts the objects of delivered jobs again, each under its own name, unless it is there. So what
 * was deleted in the customer's storage comes back, and nothing else changes. It works job by job,
 * ascending, and goes on at {@code nextSequence} after an interruption.
 *
 * @param stream the configuration's regular stream
 * @param fromSequence its first job
 * @param toSequence its last job, inclusive
 * @param nextSequence the jobs below it are done
 * @param attempt how many attempts there were; the fence
 * @param nextAttemptAt not before this time
 * @param place where the jobs were delivered; it puts objects there and nowhere else
 * @param objectsPut of the jobs that are done: objects that were missing
 * @param objectsPresent of the jobs that are done: objects that were there, also if an attempt that
 *     did not come to the end of its job had just put them
 * @param failure of the last attempt; empty as soon as another one has done a job
 */
public record Redelivery(
    RedeliveryId id,
    TenantId tenant,
    ConfigurationId configuration,
    StreamId stream,
    long fromSequence,
    long toSequence,
    long nextSequence,
    Status status,
    int attempt,
    Instant nextAttemptAt,
    String place,
    long objectsPut,
    long objectsPresent,
    Optional<Failure> failure,
    Instant createdAt,
    Optional<Instant> finishedAt) {

  /** How a redelivery stands. */
  public enum Status {
    /** At work, or waiting for a worker. */
    RUNNING,
    /** Its last attempt failed; another follows by itself. */
    BLOCKED,
    SUCCEEDED,
    /** It cannot come to its end, whatever is repaired. */
    FAILED,
    CANCELLED;

    public boolean isOpen() {
      return this == RUNNING || this == BLOCKED;
    }
  }

  public Redelivery {
    requireNonNull(id, "id is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(configuration, "configuration is null");
    requireNonNull(stream, "stream is null");
    requireNonNull(status, "status is null");
    requireNonNull(nextAttemptAt, "nextAttemptAt is null");
    requireNonNull(place, "place is null");
    requireNonNull(failure, "failure is null");
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(finishedAt, "finishedAt is null");
  }

  public long jobs() {
    return toSequence - fromSequence + 1;
  }

  public long jobsDone() {
    return nextSequence - fromSequence;
  }
}
