package dev.waybill.server.portal.export;

import dev.waybill.event.EventKind;
import dev.waybill.export.Selection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What an export sends, in words. */
final class Contents {
  private Contents() {}

  /** One sentence a kind. */
  static List<String> of(Selection selection) {
    Set<EventKind> kinds = selection.kinds();
    return Stream.of(EventKind.values())
        .filter(kind -> kinds.isEmpty() || kinds.contains(kind))
        .map(kind -> sentence(kind, selection.categories()))
        .toList();
  }

  /** Such as it stands beside a box to tick. */
  static String of(EventKind kind) {
    return switch (kind) {
      case QUERY -> "Query audits: who asked for which data, and with what result";
      case SYSTEM ->
          "System audits: alerts (threshold and anomaly audits), locks, administrators, columns,"
              + " applications, databases, user groups and API keys; and what is done in this"
              + " service";
      case CUSTOM -> "Custom audits: what your own applications report";
    };
  }

  private static String sentence(EventKind kind, Set<String> categories) {
    return kind == EventKind.SYSTEM && !categories.isEmpty()
        ? "System audits of the "
            + (categories.size() == 1 ? "category " : "categories ")
            + String.join(", ", categories.stream().sorted().toList())
            + " only"
        : of(kind);
  }
}
