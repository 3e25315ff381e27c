package dev.waybill.simulation;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What customers deleted of what was delivered to them, be it that it came back. */
final class Deletions {
  private static final SortedMap<String, Deleted> NONE = Collections.emptySortedMap();

  private final VirtualTime time;
  private final Map<String, SortedMap<String, Deleted>> places = new HashMap<>();

  private record Deleted(StoredObject object, long at) {}

  Deletions(VirtualTime time) {
    this.time = time;
  }

  /**
   * Deletes an object, if it is there.
   *
   * @param storage what there is at the place
   */
  void delete(String place, String key, SortedMap<String, StoredObject> storage) {
    StoredObject object = storage.remove(key);
    if (object != null) {
      places
          .computeIfAbsent(place, any -> new TreeMap<>())
          .put(key, new Deleted(object, time.nanos()));
    }
  }

  boolean contains(String place, String key) {
    return deleted(place).containsKey(key);
  }

  /** Whether it was deleted at that moment or later. */
  boolean contains(String place, String key, long since) {
    Deleted deleted = deleted(place).get(key);
    return deleted != null && deleted.at() >= since;
  }

  /** What would be at the place if nothing had been deleted. */
  SortedMap<String, StoredObject> undone(String place, SortedMap<String, StoredObject> storage) {
    SortedMap<String, StoredObject> whole = new TreeMap<>();
    deleted(place).forEach((key, deleted) -> whole.put(key, deleted.object()));
    whole.putAll(storage);
    return whole;
  }

  private SortedMap<String, Deleted> deleted(String place) {
    return places.getOrDefault(place, NONE);
  }
}
