package dev.waybill.server.exports;

import dev.waybill.event.EventKind;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Selection;
import dev.waybill.integration.IntegrationId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds linked exports that deliver an event once each. */
final class Overlaps {
  private Overlaps() {}

  static Map<ConfigurationId, List<String>> among(List<ExportConfiguration> configurations) {
    Map<IntegrationId, List<ExportConfiguration>> linked =
        configurations.stream().collect(Collectors.groupingBy(ExportConfiguration::integration));
    Map<ConfigurationId, List<String>> warnings = new HashMap<>();
    for (List<ExportConfiguration> group : linked.values()) {
      for (ExportConfiguration one : group) {
        for (ExportConfiguration other : group) {
          Set<EventKind> shared = shared(one.selection(), other.selection());
          if (!one.id().equals(other.id()) && !shared.isEmpty()) {
            warnings.computeIfAbsent(one.id(), _ -> new ArrayList<>()).add(words(other, shared));
          }
        }
      }
    }
    return warnings;
  }

  private static String words(ExportConfiguration other, Set<EventKind> shared) {
    return "Events of kind "
        + shared.stream().map(EventKind::name).collect(Collectors.joining(", "))
        + " are delivered to the same place by the export '"
        + other.name()
        + "' ("
        + other.id()
        + ") too.";
  }

  private static Set<EventKind> shared(Selection one, Selection other) {
    Set<EventKind> kinds = kinds(one);
    kinds.retainAll(kinds(other));
    boolean categoriesDiffer =
        !one.categories().isEmpty()
            && !other.categories().isEmpty()
            && Collections.disjoint(one.categories(), other.categories());
    if (categoriesDiffer) {
      kinds.remove(EventKind.SYSTEM);
    }
    return kinds;
  }

  private static Set<EventKind> kinds(Selection selection) {
    return selection.kinds().isEmpty()
        ? EnumSet.allOf(EventKind.class)
        : EnumSet.copyOf(selection.kinds());
  }
}
