package dev.waybill.server.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** How often each {@code eventID} is in the exported objects. */
record DeliveredIds(Map<String, Integer> times) {
  private static final String ID = "\"eventID\":\"";

  static DeliveredIds in(Path exports) throws IOException {
    var times = new HashMap<String, Integer>();
    for (Path object : objects(exports)) {
      try (var lines =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(object), 1 << 16),
                  StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          int start = line.indexOf(ID) + ID.length();
          times.merge(line.substring(start, line.indexOf('"', start)), 1, Integer::sum);
        }
      }
    }
    return new DeliveredIds(times);
  }

  /** The finished objects, of which none ever goes away again. */
  static List<Path> objects(Path exports) throws IOException {
    Path ofTenant = exports.resolve(Client.TENANT);
    if (!Files.exists(ofTenant)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(ofTenant)) {
      return files.filter(file -> file.toString().endsWith(".ndjson.gz")).toList();
    }
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
