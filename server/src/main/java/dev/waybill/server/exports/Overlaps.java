package dev.waybill.server.exports;

import dev.waybill.event.EventKind;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Selection;
import dev.waybill.integration.IntegrationId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds linked exports that deliver an event once each. Of each export a few others are named and
 * the rest is counted: a thousand that all overlap would have a million sentences.
 */
final class Overlaps {
  private static final int MOST_NAMED = 5;
  private static final BitSet NONE = new BitSet();

  private Overlaps() {}

  /** Which kinds of events two selections both deliver. */
  @FunctionalInterface
  interface Comparison {
    Set<EventKind> shared(Selection one, Selection other);
  }

  /**
   * The sentences of each export that is asked for and overlaps another.
   *
   * @param configurations all of the tenant
   */
  static Map<ConfigurationId, List<String>> among(
      List<ExportConfiguration> configurations, Set<ConfigurationId> asked) {
    return among(configurations, asked, Overlaps::shared);
  }

  static Map<ConfigurationId, List<String>> among(
      List<ExportConfiguration> configurations, Set<ConfigurationId> asked, Comparison comparison) {
    Map<IntegrationId, List<ExportConfiguration>> linked =
        configurations.stream().collect(Collectors.groupingBy(ExportConfiguration::integration));
    Map<ConfigurationId, List<String>> warnings = new HashMap<>();
    for (List<ExportConfiguration> group : linked.values()) {
      if (group.stream().anyMatch(each -> asked.contains(each.id()))) {
        var selections =
            new LinkedSelections(group.stream().map(ExportConfiguration::selection).toList());
        for (int i = 0; i < group.size(); i++) {
          BitSet others = asked.contains(group.get(i).id()) ? selections.others(i) : NONE;
          if (!others.isEmpty()) {
            warnings.put(group.get(i).id(), sentences(group, i, others, comparison));
          }
        }
      }
    }
    return warnings;
  }

  private static List<String> sentences(
      List<ExportConfiguration> group, int one, BitSet others, Comparison comparison) {
    List<String> sentences = new ArrayList<>();
    others.stream()
        .limit(MOST_NAMED)
        .mapToObj(group::get)
        .map(
            other -> words(other, comparison.shared(group.get(one).selection(), other.selection())))
        .forEach(sentences::add);
    int more = others.cardinality() - MOST_NAMED;
    if (more > 0) {
      sentences.add(
          "Events are delivered to the same place by "
              + more
              + " more of the exports that share this storage integration.");
    }
    return List.copyOf(sentences);
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

  static Set<EventKind> shared(Selection one, Selection other) {
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

  static Set<EventKind> kinds(Selection selection) {
    return selection.kinds().isEmpty()
        ? EnumSet.allOf(EventKind.class)
        : EnumSet.copyOf(selection.kinds());
  }
}
