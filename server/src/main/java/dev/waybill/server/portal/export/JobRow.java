package dev.waybill.server.portal.export;

import dev.waybill.export.DeliveredObject;
import dev.waybill.export.ExportJob;
import dev.waybill.export.JobStatus;
import dev.waybill.export.JobView;
import dev.waybill.fault.Failure;
import java.time.Instant;
import java.util.List;

/**
 * A job as the history shows it.
 *
 * @param from exclusive: a time of receipt, as {@code through} is
 * @param storedBytes of what it put so far
 * @param problem why its last attempt failed; an empty text if it did not
 * @param moves whether it is about to change by itself
 */
record JobRow(
    String id,
    long number,
    String tone,
    String word,
    Instant scheduledAt,
    Instant from,
    Instant through,
    long events,
    int objects,
    long storedBytes,
    List<Instant> finishedAt,
    String problem,
    boolean moves) {

  static JobRow of(JobView view) {
    ExportJob job = view.job();
    return new JobRow(
        job.id().toString(),
        job.sequence(),
        tone(job.status()),
        word(job.status()),
        job.scheduledAt(),
        Instant.ofEpochMilli(job.receivedFrom()),
        Instant.ofEpochMilli(job.receivedThrough()),
        view.events(),
        view.objects().size(),
        view.objects().stream().mapToLong(DeliveredObject::storedBytes).sum(),
        view.finishedAt().stream().toList(),
        view.finishedAt().isPresent() ? "" : job.failure().map(Failure::message).orElse(""),
        job.status() == JobStatus.RUNNING
            || (job.status() == JobStatus.PLANNED && job.requested()));
  }

  private static String tone(JobStatus status) {
    return switch (status) {
      case PLANNED, RUNNING -> "busy";
      case BLOCKED -> "bad";
      case SUCCEEDED -> "good";
      case CANCELLED -> "off";
    };
  }

  private static String word(JobStatus status) {
    return switch (status) {
      case PLANNED -> "Waiting";
      case RUNNING -> "Running";
      case BLOCKED -> "Blocked";
      case SUCCEEDED -> "Succeeded";
      case CANCELLED -> "Cancelled";
    };
  }
}
