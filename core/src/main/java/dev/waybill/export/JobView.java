package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job with what it delivered so far.
 *
 * @param events delivered; 0 until the job has succeeded
 */
public record JobView(
    ExportJob job,
    long events,
    List<DeliveredObject> objects,
    Instant createdAt,
    Optional<Instant> finishedAt) {

  public JobView {
    requireNonNull(job, "job is null");
    objects = List.copyOf(objects);
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(finishedAt, "finishedAt is null");
  }
}
