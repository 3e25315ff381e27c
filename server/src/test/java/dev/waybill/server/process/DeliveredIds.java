package dev.waybill.server.process;

import dev.waybill.server.testing.ExportedObjects;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How often each {@code eventID} is in the exported objects. */
record DeliveredIds(Map<String, Integer> times) {
  static DeliveredIds in(Path exports) {
    return new DeliveredIds(ofTenant(exports).times());
  }

  /** The finished objects, of which none ever goes away again. */
  static List<Path> objects(Path exports) {
    return ofTenant(exports).paths();
  }

  private static ExportedObjects ofTenant(Path exports) {
    return new ExportedObjects(exports.resolve(Client.TENANT));
  }

  /** Ids that are there more than once. */
  Set<String> repeated() {
    return times.entrySet().stream()
        .filter(entry -> entry.getValue() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Of these, the ones that are not there. */
  Set<String> missing(Set<String> ids) {
    return ids.stream().filter(id -> !times.containsKey(id)).collect(Collectors.toSet());
  }

  /** The ones that are there but not among these. */
  Set<String> strangers(Set<String> ids) {
    return times.keySet().stream().filter(id -> !ids.contains(id)).collect(Collectors.toSet());
  }
}
