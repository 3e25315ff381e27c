package dev.waybill.server.portal.export;

import dev.waybill.export.DeliveredObject;
import dev.waybill.export.JobStatus;
import dev.waybill.export.JobTask;
import dev.waybill.export.JobView;
import dev.waybill.fault.Failure;
import dev.waybill.manifest.ManifestNames;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A job as its own page shows it.
 *
 * @param manifest the key of its manifest, below the export's place; none until it has succeeded
 * @param objects the first ones
 * @param attempts the newest first
 */
record JobDetail(
    JobRow row,
    String stream,
    String prefix,
    long suppressed,
    long expired,
    List<String> manifest,
    List<Put> objects,
    List<Try> attempts) {
  private static final int OBJECTS = 500;

  /** An object that was put. */
  record Put(String key, long events, long bytes, long storedBytes) {}

  /**
   * An attempt.
   *
   * @param problem an empty text if it did not fail, like the advice
   */
  record Try(
      int number,
      String tone,
      String word,
      Instant startedAt,
      List<Instant> endedAt,
      String problem,
      String advice) {}

  static JobDetail of(JobView view, List<JobTask> tasks) {
    String prefix = view.job().prefix().value();
    return new JobDetail(
        JobRow.of(view),
        view.job().stream().toString(),
        prefix,
        view.suppressed(),
        view.expired(),
        view.job().status() == JobStatus.SUCCEEDED
            ? List.of(
                new ManifestNames(view.job().stream().value())
                    .manifest(view.job().sequence())
                    .value())
            : List.of(),
        Stream.concat(view.objects().stream(), view.uncommitted().stream())
            .limit(OBJECTS)
            .map(JobDetail::put)
            .toList(),
        tasks.reversed().stream().map(JobDetail::attempt).toList());
  }

  private static Put put(DeliveredObject object) {
    return new Put(object.key().value(), object.events(), object.bytes(), object.storedBytes());
  }

  private static Try attempt(JobTask task) {
    return new Try(
        task.attempt(),
        switch (task.status()) {
          case RUNNING -> "busy";
          case SUCCEEDED -> "good";
          case FAILED -> "bad";
          case CANCELLED -> "off";
        },
        switch (task.status()) {
          case RUNNING -> "Running";
          case SUCCEEDED -> "Succeeded";
          case FAILED -> "Failed";
          case CANCELLED -> "Cancelled";
        },
        task.startedAt(),
        task.endedAt().stream().toList(),
        task.failure().map(Failure::message).orElse(""),
        task.failure().map(Failure::advice).orElse(""));
  }
}
