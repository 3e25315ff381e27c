package dev.waybill.export;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of one partition that a pass writes, one after the other. */
final class PartitionRun {
  private final List<PlannedPart> parts = new ArrayList<>();
  private int next;
  @Nullable OpenPart open;

  void add(PlannedPart part) {
    parts.add(part);
  }

  /**
   * Whether an event of this partition belongs to a part of this pass, which is then {@link #part}.
   * Asked with ascending positions, block by block.
   */
  boolean holds(long position) {
    while (next < parts.size() && parts.get(next).last() < position) {
      next++;
    }
    return next < parts.size() && parts.get(next).first() <= position;
  }

  PlannedPart part() {
    return parts.get(next);
  }
}
