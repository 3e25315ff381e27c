package dev.waybill.server.graphql;

import dev.waybill.export.DeliveredObject;
import dev.waybill.export.ExportJob;
import dev.waybill.export.JobStatus;
import dev.waybill.export.JobView;
import dev.waybill.fault.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The schema's {@code ExportJob}. */
record ExportJobNode(
    String id,
    String stream,
    long sequence,
    JobStatus status,
    String scheduledAt,
    String from,
    String through,
    long eventCount,
    long suppressedCount,
    long expiredCount,
    List<ExportObject> objects,
    List<ExportObject> uncommittedObjects,
    Optional<Failure> failure) {
  /** The schema's {@code ExportObject}. */
  record ExportObject(String key, long events, long storedBytes) {}

  static ExportJobNode of(JobView view) {
    ExportJob job = view.job();
    return new ExportJobNode(
        job.id().toString(),
        job.stream().toString(),
        job.sequence(),
        job.status(),
        job.scheduledAt().toString(),
        Instant.ofEpochMilli(job.receivedFrom()).toString(),
        Instant.ofEpochMilli(job.receivedThrough()).toString(),
        view.events(),
        view.suppressed(),
        view.expired(),
        nodes(view.objects()),
        nodes(view.uncommitted()),
        job.failure());
  }

  private static List<ExportObject> nodes(List<DeliveredObject> objects) {
    return objects.stream()
        .map(
            object -> new ExportObject(object.key().value(), object.events(), object.storedBytes()))
        .toList();
  }
}
