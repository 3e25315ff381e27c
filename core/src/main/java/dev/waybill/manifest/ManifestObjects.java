package dev.waybill.manifest;

import dev.waybill.storage.ObjectKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the objects of one manifest must be to each other. */
final class ManifestObjects {
  private ManifestObjects() {}

  static void requireConsistent(
      UUID stream, long sequence, long count, List<ManifestObject> objects) {
    long events = 0;
    Map<String, Integer> parts = new HashMap<>();
    for (int i = 0; i < objects.size(); i++) {
      ObjectKey key = objects.get(i).key();
      Limits.require(
          i == 0 || objects.get(i - 1).key().compareTo(key) < 0,
          "objects are not in order: " + key);
      ObjectName name =
          ObjectName.of(key)
              .filter(n -> n.sequence() == sequence)
              .filter(n -> n.stream().equals(ObjectName.streamDigits(stream)))
              .orElseThrow(() -> new IllegalArgumentException("not this job's object: " + key));
      int part = parts.merge(name.folder(), 1, Integer::sum);
      Limits.require(name.part() == part, "not part " + part + " of its folder: " + key);
      events += objects.get(i).events();
      Limits.require(events <= count, "objects hold more events than events.count");
    }
    Limits.require(events == count, "objects hold fewer events than events.count");
  }
}
