package dev.waybill.simulation;

import dev.waybill.event.EventKind;
import dev.waybill.export.ExportJob;
import dev.waybill.export.OutputSettings;
import dev.waybill.export.PinnedSettings;
import dev.waybill.export.Selection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The objects that a job must make, by docs/spec/object-layout-v1.md alone: nothing here is shared
 * with the engine.
 *
 * @param contents by key, before compression
 * @param events by key
 */
record ExpectedObjects(
    SortedMap<String, String> contents,
    SortedMap<String, List<AcceptedEvent>> events,
    int delivered,
    int suppressed) {

  /**
   * @param range what the log accepted in the job's range and has not lost since
   */
  static ExpectedObjects of(ExportJob job, PinnedSettings settings, List<AcceptedEvent> range) {
    SortedMap<String, List<AcceptedEvent>> folders = new TreeMap<>();
    int suppressed = 0;
    for (AcceptedEvent event : range) {
      if (selects(settings.selection(), event)) {
        folders
            .computeIfAbsent(folder(settings.output(), event), f -> new ArrayList<>())
            .add(event);
      } else {
        suppressed++;
      }
    }
    String stem =
        job.stream().toString().replace("-", "").substring(0, 12)
            + String.format(Locale.ROOT, "-%012d-", job.sequence());
    String ending =
        switch (settings.output().compression()) {
          case GZIP -> ".ndjson.gz";
          case ZSTD -> ".ndjson.zst";
          case NONE -> ".ndjson";
        };
    SortedMap<String, String> contents = new TreeMap<>();
    SortedMap<String, List<AcceptedEvent>> events = new TreeMap<>();
    folders.forEach(
        (folder, all) -> {
          int part = 0;
          for (List<AcceptedEvent> some : parts(all, settings)) {
            part++;
            String key = folder + "/" + stem + String.format(Locale.ROOT, "%04d", part) + ending;
            contents.put(key, content(some, settings.output()));
            events.put(key, some);
          }
        });
    return new ExpectedObjects(contents, events, range.size() - suppressed, suppressed);
  }

  static boolean selects(Selection selection, AcceptedEvent event) {
    boolean kind = selection.kinds().isEmpty() || selection.kinds().contains(event.kind());
    boolean category =
        event.kind() != EventKind.SYSTEM
            || selection.categories().isEmpty()
            || selection.categories().contains(event.category());
    return kind && category;
  }

  private static final Map<Long, String> HOURS = new HashMap<>();

  /** {@code 2026-11-20T14}. */
  private static synchronized String hour(long time) {
    return HOURS.computeIfAbsent(
        Math.floorDiv(time, 3_600_000L),
        hour -> Instant.ofEpochSecond(hour * 3600).toString().substring(0, 13));
  }

  static String folder(OutputSettings output, AcceptedEvent event) {
    String hour = hour(event.partitionTime());
    String day = hour.substring(0, 10);
    return switch (output.layout()) {
      case HIVE_HOURLY ->
          "events/kind=" + event.kind() + "/dt=" + day + "/hour=" + hour.substring(11);
      case HIVE_DAILY -> "events/kind=" + event.kind() + "/dt=" + day;
      case PLAIN_HOURLY -> "events/" + day.replace('-', '/') + "/" + hour.substring(11);
    };
  }

  private static List<List<AcceptedEvent>> parts(
      List<AcceptedEvent> folder, PinnedSettings settings) {
    List<List<AcceptedEvent>> parts = new ArrayList<>();
    long bytes = Long.MAX_VALUE;
    for (AcceptedEvent event : folder) {
      long length = line(event, settings.output()).length();
      if (bytes > settings.partBytes() - length) {
        parts.add(new ArrayList<>());
        bytes = 0;
      }
      parts.getLast().add(event);
      bytes += length;
    }
    return parts;
  }

  private static String content(List<AcceptedEvent> events, OutputSettings output) {
    StringBuilder content = new StringBuilder();
    events.forEach(event -> content.append(line(event, output)));
    return content.toString();
  }

  private static String line(AcceptedEvent event, OutputSettings output) {
    return (output.serviceFields() ? event.line() : event.lineWithoutServiceFields()) + "\n";
  }
}
