package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job with what it delivered so far.
 *
 * @param events delivered; this and the next two are 0 until the job has succeeded
 * @param suppressed left out by kinds or categories
 * @param expired removed by the hard retention limit before they could be delivered
 * @param objects delivered, or put so far
 * @param uncommitted put by a job that expired whole later: its manifest does not list them
 */
public record JobView(
    ExportJob job,
    long events,
    long suppressed,
    long expired,
    List<DeliveredObject> objects,
    List<DeliveredObject> uncommitted,
    Instant createdAt,
    Optional<Instant> finishedAt) {

  public JobView {
    requireNonNull(job, "job is null");
    objects = List.copyOf(objects);
    uncommitted = List.copyOf(uncommitted);
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(finishedAt, "finishedAt is null");
  }
}
