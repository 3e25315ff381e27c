package dev.waybill.server.graphql;

import dev.waybill.export.ExportJob;
import dev.waybill.export.JobStatus;
import dev.waybill.export.JobTask;
import dev.waybill.export.JobView;
import dev.waybill.fault.Failure;
import java.time.Instant;
import java.util.Optional;

/** The schema's {@code ExportJobTask}. */
record ExportJobTaskNode(
    String id,
    String startTimestamp,
    String endTimestamp,
    int attempts,
    long offset,
    long limit,
    JobTask.Status status,
    Optional<String> failureReason) {
  static ExportJobTaskNode of(JobView view, JobTask task) {
    ExportJob job = view.job();
    boolean known = job.status() == JobStatus.SUCCEEDED;
    return new ExportJobTaskNode(
        task.id().toString(),
        Instant.ofEpochMilli(job.receivedFrom()).toString(),
        Instant.ofEpochMilli(job.receivedThrough()).toString(),
        task.attempt(),
        known ? job.firstOrdinal() - 1 : 0,
        known ? view.events() : 0,
        task.status(),
        task.failure().map(Failure::message));
  }
}
