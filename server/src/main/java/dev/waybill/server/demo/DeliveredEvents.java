package dev.waybill.server.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.json.JsonMapper;

/** What lies in a directory export: how many events each object holds, and how often each id. */
record DeliveredEvents(Map<String, Integer> perObject, Map<String, Integer> perId) {

  static DeliveredEvents in(Path folder) throws IOException {
    Map<String, Integer> perObject = new TreeMap<>();
    Map<String, Integer> perId = new TreeMap<>();
    var json = new JsonMapper();
    for (Path object : objects(folder)) {
      int events = 0;
      try (var lines =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(object)), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          perId.merge(json.readTree(line).path("eventID").asString(), 1, Integer::sum);
          events++;
        }
      }
      perObject.put(folder.relativize(object).toString(), events);
    }
    return new DeliveredEvents(perObject, perId);
  }

  private static List<Path> objects(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".ndjson.gz")).sorted().toList();
    }
  }

  /** How many of these ids are there exactly once. */
  long exactlyOnce(Set<String> ids) {
    return ids.stream().filter(id -> perId.getOrDefault(id, 0) == 1).count();
  }

  /** Events in all objects together. */
  int events() {
    return perObject.values().stream().mapToInt(Integer::intValue).sum();
  }
}
