package dev.waybill.export;

import dev.waybill.event.EventKind;
import dev.waybill.log.BlockIndex;
import java.util.Set;

/**
 * Which events an export delivers; the others are counted as suppressed.
 *
 * @param kinds empty for all
 * @param categories restricts {@link EventKind#SYSTEM} events; empty for all
 */
public record Selection(Set<EventKind> kinds, Set<String> categories) {
  public static final Selection ALL = new Selection(Set.of(), Set.of());

  public Selection {
    kinds = Set.copyOf(kinds);
    categories = Set.copyOf(categories);
  }

  public boolean includes(BlockIndex block, int index) {
    EventKind kind = block.kind(index);
    if (!kinds.isEmpty() && !kinds.contains(kind)) {
      return false;
    }
    return kind != EventKind.SYSTEM
        || categories.isEmpty()
        || categories.contains(block.category(index));
  }
}
