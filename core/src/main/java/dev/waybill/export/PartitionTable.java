package dev.waybill.export;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A map from partitions that is asked once per event: unlike {@link java.util.HashMap} it makes no
 * object to ask with.
 */
final class PartitionTable<T> {
  private static final int FIRST_SLOTS = 64;

  private final List<T> values = new ArrayList<>();
  private long[] keys = new long[FIRST_SLOTS];

  /** One more than the index into {@link #values}; zero for a free slot. */
  private int[] slots = new int[FIRST_SLOTS];

  @Nullable T find(long partition) {
    int at = slot(partition);
    return slots[at] == 0 ? null : values.get(slots[at] - 1);
  }

  T findOrAdd(long partition, LongFunction<T> maker) {
    T found = find(partition);
    if (found != null) {
      return found;
    }
    T made = maker.apply(partition);
    add(partition, made);
    return made;
  }

  int size() {
    return values.size();
  }

  /** In the order in which they were added. */
  List<T> values() {
    return values;
  }

  private void add(long partition, T value) {
    if (values.size() * 2 >= slots.length) {
      grow();
    }
    values.add(value);
    int at = slot(partition);
    keys[at] = partition;
    slots[at] = values.size();
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldSlots = slots;
    keys = new long[oldKeys.length * 2];
    slots = new int[keys.length];
    for (int i = 0; i < oldSlots.length; i++) {
      if (oldSlots[i] != 0) {
        int at = slot(oldKeys[i]);
        keys[at] = oldKeys[i];
        slots[at] = oldSlots[i];
      }
    }
  }

  private int slot(long partition) {
    int mask = slots.length - 1;
    int at = (int) ((partition * 0x9e3779b97f4a7c15L) >>> 32) & mask;
    while (slots[at] != 0 && keys[at] != partition) {
      at = (at + 1) & mask;
    }
    return at;
  }
}
