package dev.waybill.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Parts that are written in one scan of the range. How parts are divided into passes decides about
 * memory and time only, never about a name or a byte of content.
 *
 * @param parts by ascending partition, then by position
 * @param bytes how much memory they need at once at most
 */
record Pass(List<PlannedPart> parts, long bytes) {

  Pass {
    parts = List.copyOf(parts);
  }

  /**
   * Takes partitions, ascending, while their hours are few enough and their memory is little
   * enough; at least one. Each part is open from its first event to its last.
   *
   * @param openHours how many different hours or days may be in one pass
   * @param limit of {@link #bytes}
   * @param memory what a part needs while it is open
   */
  static List<Pass> divide(
      List<PlannedPart> parts, int openHours, long limit, ToLongFunction<PlannedPart> memory) {
    List<Pass> passes = new ArrayList<>();
    Pass open = new Pass(List.of(), 0);
    for (List<PlannedPart> partition : byPartition(parts)) {
      Pass more = open.with(partition, memory);
      if (!open.parts.isEmpty() && (more.hours() > openHours || more.bytes > limit)) {
        passes.add(open);
        more = new Pass(List.of(), 0).with(partition, memory);
      }
      open = more;
    }
    if (!open.parts.isEmpty()) {
      passes.add(open);
    }
    return passes;
  }

  private Pass with(List<PlannedPart> partition, ToLongFunction<PlannedPart> memory) {
    List<PlannedPart> together = new ArrayList<>(parts);
    together.addAll(partition);
    return new Pass(together, peak(together, memory));
  }

  private long hours() {
    return parts.stream()
        .mapToLong(part -> Partitioning.period(part.partition()))
        .distinct()
        .count();
  }

  private static List<List<PlannedPart>> byPartition(List<PlannedPart> parts) {
    List<List<PlannedPart>> partitions = new ArrayList<>();
    long last = Long.MIN_VALUE;
    for (PlannedPart part : parts.stream().sorted(ORDER).toList()) {
      if (part.partition() != last) {
        partitions.add(new ArrayList<>());
        last = part.partition();
      }
      partitions.getLast().add(part);
    }
    return partitions;
  }

  private static final Comparator<PlannedPart> ORDER =
      Comparator.comparingLong(PlannedPart::partition).thenComparingLong(PlannedPart::first);

  private record Change(long position, long bytes) {}

  /** The most that is open at one position, going through openings and closings in their order. */
  private static long peak(List<PlannedPart> parts, ToLongFunction<PlannedPart> memory) {
    List<Change> changes = new ArrayList<>(2 * parts.size());
    for (PlannedPart part : parts) {
      changes.add(new Change(part.first(), memory.applyAsLong(part)));
      changes.add(new Change(part.last() + 1, -memory.applyAsLong(part)));
    }
    changes.sort(Comparator.comparingLong(Change::position).thenComparingLong(Change::bytes));
    long open = 0;
    long most = 0;
    for (Change change : changes) {
      open += change.bytes();
      most = Math.max(most, open);
    }
    return most;
  }
}
