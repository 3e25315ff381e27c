package dev.waybill.server.faults;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.BitSet;
import java.util.List;

/**
 * What an export is configured to do.
 *
 * @param path of its own among those of all tenants
 * @param kinds of the events; empty: all
 */
record ExportPlan(
    String tenant, String path, Layout layout, String compression, List<String> kinds) {
  /** How the document of the layout words it. */
  enum Layout {
    HIVE_HOURLY("'dt='yyyy-MM-dd'/hour='HH"),
    HIVE_DAILY("'dt='yyyy-MM-dd"),
    PLAIN_HOURLY("yyyy/MM/dd/HH");

    @SuppressWarnings("ImmutableEnumChecker") // a formatter cannot be changed
    private final DateTimeFormatter times;

    Layout(String pattern) {
      times = DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
    }
  }

  ExportPlan {
    kinds = List.copyOf(kinds);
  }

  String creation(StoreUnderTest store, URI proxy) {
    return """
    mutation { %s(data: { interval: EVERY_5_MINUTES %s
      layout: %s compression: %s eventKinds: %s eventCategories: ["test"] startFrom: "BEGINNING" })
      { id connectionStatus } }\
    """
        .formatted(store.mutation(), store.destination(this, proxy), layout, compression, kinds);
  }

  /** A key in the store. */
  String path(String key) {
    return path + "/" + key;
  }

  /** The folder in which an event belongs. */
  String folder(String kind, long time) {
    String when = layout.times.format(Instant.ofEpochMilli(time));
    return layout == Layout.PLAIN_HOURLY
        ? "events/" + when + "/"
        : "events/kind=" + kind + "/" + when + "/";
  }

  boolean wants(String kind) {
    return kinds.isEmpty() || kinds.contains(kind);
  }

  /** Of these numbers, those of events that the export delivers. */
  BitSet of(NumberedEvents events, BitSet numbers) {
    if (!kinds.isEmpty()) {
      for (int n = numbers.nextSetBit(0); n >= 0; n = numbers.nextSetBit(n + 1)) {
        if (!wants(events.kind(n))) {
          numbers.clear(n);
        }
      }
    }
    return numbers;
  }
}
