package dev.waybill.server.portal.setup;

import dev.waybill.export.ExportJob;
import dev.waybill.export.Freshness;
import dev.waybill.export.JobStatus;
import dev.waybill.export.JobView;
import dev.waybill.fault.Failure;
import dev.waybill.server.exports.ExportView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the first delivery goes.
 *
 * @param title which one it is: the first, or the newest if the first ones are kept no more
 * @param due none or one: when it begins, if it has not begun
 * @param problem why it does not get on; an empty text if it does
 * @param objects their names in the bucket, container or folder
 * @param more how many objects there are besides
 * @param seen another text whenever something else is to be shown
 */
record DeliveryView(
    String title,
    String tone,
    String word,
    List<Instant> due,
    String problem,
    String advice,
    boolean begun,
    boolean delivered,
    long events,
    List<String> objects,
    int more,
    String seen) {
  private static final int SHOWN = 10;
  private static final String FIRST = "First delivery";

  /**
   * @param jobs the first ones, newest first
   */
  static DeliveryView of(ExportView export, Optional<Freshness> freshness, List<JobView> jobs) {
    Optional<JobView> first =
        jobs.stream()
            .filter(job -> job.job().status() == JobStatus.SUCCEEDED)
            .reduce((_, older) -> older)
            .or(() -> jobs.stream().findFirst());
    return first
        .map(job -> of(export, job))
        .orElseGet(() -> of(freshness.map(Freshness::nextJobAt)));
  }

  private static DeliveryView of(Optional<Instant> due) {
    return new DeliveryView(
        FIRST,
        "busy",
        "Planned",
        due.stream().toList(),
        "",
        "",
        false,
        false,
        0,
        List.of(),
        0,
        "due " + due.map(Instant::toString).orElse(""));
  }

  private static DeliveryView of(ExportView export, JobView view) {
    ExportJob job = view.job();
    Optional<Failure> failure = job.failure().filter(_ -> job.status() == JobStatus.BLOCKED);
    List<String> names =
        view.objects().stream()
            .limit(SHOWN)
            .map(object -> export.integration().location().path().resolve(object.key()))
            .toList();
    boolean delivered = job.status() == JobStatus.SUCCEEDED;
    return new DeliveryView(
        job.sequence() <= FirstJobs.COUNT ? FIRST : "Newest delivery",
        tone(job.status()),
        word(job.status()),
        List.of(),
        failure.map(Failure::message).orElse(""),
        failure.map(Failure::advice).orElse(""),
        true,
        delivered,
        view.events(),
        delivered ? names : List.of(),
        Math.max(0, view.objects().size() - SHOWN),
        job.status() + " " + failure.map(Failure::message).orElse("").hashCode());
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
      case PLANNED -> "Begins";
      case RUNNING -> "Under way";
      case BLOCKED -> "Failing";
      case SUCCEEDED -> "Succeeded";
      case CANCELLED -> "Cancelled";
    };
  }
}
