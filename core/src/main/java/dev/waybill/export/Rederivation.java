package dev.waybill.export;

import dev.waybill.fault.FailureException;
import dev.waybill.format.Compression;
import dev.waybill.log.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes the objects of a delivered job once more, as its attempt did, and puts them nowhere. Not
 * compressed: no compressor promises the same bytes again.
 */
final class Rederivation {
  private final AttemptRun.Tools tools;
  private final Runnable guard;

  /**
   * @param guard called again and again, and throws if the work must end
   */
  Rederivation(AttemptRun.Tools tools, Runnable guard) {
    this.tools = tools;
    this.guard = guard;
  }

  /**
   * What a job should have delivered.
   *
   * @param objects by ascending key; stored as their content is
   */
  record Derived(Delivery delivery, List<DeliveredObject> objects) {
    long bytes() {
      return objects.stream().mapToLong(DeliveredObject::bytes).sum();
    }
  }

  /**
   * @throws EventsTrimmed if events of the job's range are gone, or were when it was delivered
   * @throws FailureException if they are missing for another reason
   */
  Derived derive(ExportJob job) {
    JobRange range = new JobRange(tools.log(), job);
    Position from = job.heldFrom().orElse(job.range().from());
    if (range.isTrimmedSince(job.range().from()) || range.countBelow(from) > 0) {
      throw new EventsTrimmed();
    }
    Survey survey = Survey.of(tools.log(), job, range.from(from).range(), job.settings(), guard);
    range.requireRead(survey.read(), from);
    List<DeliveredObject> objects = new ArrayList<>();
    new PartWriter(
            tools,
            uncompressed(job.settings()),
            guard,
            WorkKind.EXTRA,
            part -> {
              part.complete();
              objects.add(part.delivered());
            })
        .write(range, from, survey.parts(), new DiscardingStore());
    objects.sort(Comparator.comparing(DeliveredObject::key));
    return new Derived(
        new Delivery(
            survey.events(),
            survey.suppressed(),
            0,
            survey.parts().stream().map(PlannedPart::key).toList()),
        List.copyOf(objects));
  }

  /** The names of the parts are those of the job's own settings. */
  private PinnedSettings uncompressed(PinnedSettings settings) {
    return new PinnedSettings(
        settings.revision(),
        settings.selection(),
        new OutputSettings(
            Compression.NONE, settings.output().layout(), settings.output().serviceFields()),
        tools.encoders().preferred(Compression.NONE),
        settings.blockBytes(),
        settings.partBytes(),
        settings.openHours());
  }
}
