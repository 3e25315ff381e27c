package dev.waybill.export;

import dev.waybill.manifest.OriginRecord;
import dev.waybill.manifest.OriginRecord.Elsewhere;
import dev.waybill.manifest.OriginRecord.Previous;
import dev.waybill.manifest.OriginRecord.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which origin record the first job of a stream at a location needs. */
final class Provenance {
  private Provenance() {}

  /** Empty if the job before is at the same location, and has a manifest there. */
  static Optional<OriginRecord> of(ExportJob job, ManifestState manifests) {
    List<ManifestState.Stay> stays = manifests.stays();
    if (stays.isEmpty()) {
      return Optional.of(beginning(job, manifests.former()));
    }
    return stays.getLast().here() ? Optional.empty() : Optional.of(moved(job, manifests));
  }

  private static OriginRecord beginning(ExportJob job, Optional<ManifestState.Former> former) {
    if (job.sequence() > 1) {
      return record(job, Reason.CREATED, Optional.empty(), List.of());
    }
    Optional<Previous> previous = former.flatMap(ManifestState.Former::last);
    if (job.kind() == StreamKind.BACKFILL) {
      return record(job, Reason.BACKFILL, previous, List.of());
    }
    return record(job, former.isPresent() ? Reason.RESTORED : Reason.CREATED, previous, List.of());
  }

  private static OriginRecord moved(ExportJob job, ManifestState manifests) {
    UUID stream = job.stream().value();
    Optional<Previous> previous =
        manifests.last().map(last -> new Previous(stream, job.sequence() - 1, last.sha256()));
    return record(job, Reason.MOVED, previous, elsewhere(job.sequence(), manifests.stays()));
  }

  /**
   * All jobs before that have no manifest here. Those from before there were manifests count only
   * where the stream did not begin its manifests: there, the record of that beginning says so.
   */
  private static List<Elsewhere> elsewhere(long sequence, List<ManifestState.Stay> stays) {
    List<Elsewhere> elsewhere = new ArrayList<>();
    long from = stays.getFirst().here() ? stays.getFirst().firstSequence() : 1;
    for (ManifestState.Stay stay : stays) {
      if (stay.here()) {
        add(elsewhere, from, stay.firstSequence() - 1);
        from = next(stays, stay, sequence);
      }
    }
    add(elsewhere, from, sequence - 1);
    return elsewhere;
  }

  private static long next(List<ManifestState.Stay> stays, ManifestState.Stay stay, long sequence) {
    return stays.stream()
        .mapToLong(ManifestState.Stay::firstSequence)
        .filter(first -> first > stay.firstSequence())
        .findFirst()
        .orElse(sequence);
  }

  private static void add(List<Elsewhere> elsewhere, long from, long to) {
    if (from <= to) {
      elsewhere.add(new Elsewhere(from, to));
    }
  }

  private static OriginRecord record(
      ExportJob job, Reason reason, Optional<Previous> previous, List<Elsewhere> elsewhere) {
    return new OriginRecord(
        job.stream().value(), job.tenant(), reason, job.sequence(), previous, elsewhere);
  }
}
