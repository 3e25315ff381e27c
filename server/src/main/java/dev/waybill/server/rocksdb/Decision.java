package dev.waybill.server.rocksdb;

import dev.waybill.event.Digest;
import dev.waybill.event.EventBatch;
import dev.waybill.event.EventLine;
import dev.waybill.log.ConflictPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which events of a batch are taken.
 *
 * @param conflicts indexes into the batch
 */
record Decision(List<EventLine> taken, int duplicates, List<Integer> conflicts) {

  /** Decides, and claims the ids of what is taken. */
  static Decision of(EventBatch batch, ConflictPolicy onConflict, KnownIds ids) {
    List<EventLine> lines = batch.lines();
    List<EventLine> taken = new ArrayList<>(lines.size());
    List<Integer> conflicts = new ArrayList<>();
    int duplicates = 0;
    for (int i = 0; i < lines.size(); i++) {
      EventLine line = lines.get(i);
      Optional<Digest> holder = ids.claim(line);
      if (holder.isEmpty()) {
        taken.add(line);
      } else if (holder.get().equals(line.content())) {
        duplicates++;
      } else {
        conflicts.add(i);
      }
    }
    if (onConflict == ConflictPolicy.REJECT_BATCH && !conflicts.isEmpty()) {
      taken.forEach(ids::release);
      taken = List.of();
    }
    return new Decision(taken, duplicates, conflicts);
  }
}
