package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

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

/**
 * Finds linked exports that deliver an event once each. Of each export a few others are named and
 * the rest is counted: a thousand that all overlap would have a million sentences.
 */
final class Overlaps {
  private static final int MOST_NAMED = 5;

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
      List<ExportConfiguration> wanted =
          group.stream().filter(each -> asked.contains(each.id())).toList();
      if (wanted.isEmpty()) {
        continue;
      }
      Map<Selection, Long> selections =
          group.stream()
              .collect(
                  Collectors.groupingBy(ExportConfiguration::selection, Collectors.counting()));
      for (ExportConfiguration one : wanted) {
        List<String> sentences = sentences(one, group, selections, comparison);
        if (!sentences.isEmpty()) {
          warnings.put(one.id(), sentences);
        }
      }
    }
    return warnings;
  }

  /**
   * @param selections how many of the group have each
   */
  private static List<String> sentences(
      ExportConfiguration one,
      List<ExportConfiguration> group,
      Map<Selection, Long> selections,
      Comparison comparison) {
    Map<Selection, Set<EventKind>> shared = new HashMap<>();
    selections
        .keySet()
        .forEach(other -> shared.put(other, comparison.shared(one.selection(), other)));
    shared.values().removeIf(Set::isEmpty);
    long others =
        selections.entrySet().stream()
                .filter(each -> shared.containsKey(each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum()
            - 1; // itself
    List<String> sentences = new ArrayList<>();
    group.stream()
        .filter(other -> !other.id().equals(one.id()) && shared.containsKey(other.selection()))
        .limit(Math.min(MOST_NAMED, others))
        .forEach(
            other -> sentences.add(words(other, requireNonNull(shared.get(other.selection())))));
    if (others > MOST_NAMED) {
      sentences.add(
          "Events are delivered to the same place by "
              + (others - MOST_NAMED)
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

  private static Set<EventKind> kinds(Selection selection) {
    return selection.kinds().isEmpty()
        ? EnumSet.allOf(EventKind.class)
        : EnumSet.copyOf(selection.kinds());
  }
}
