package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.event.EventKind;
import dev.waybill.export.Selection;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the exports of one storage integration deliver, by kind and category: which of a thousand
 * overlap one is found without a comparison with each.
 */
final class LinkedSelections {
  private final List<Selection> selections;
  private final Map<EventKind, BitSet> byKind = new EnumMap<>(EventKind.class);
  private final Map<String, BitSet> byCategory = new HashMap<>();
  private final BitSet ofAnyCategory = new BitSet();

  LinkedSelections(List<Selection> selections) {
    this.selections = List.copyOf(selections);
    for (int i = 0; i < selections.size(); i++) {
      Selection selection = selections.get(i);
      for (EventKind kind : Overlaps.kinds(selection)) {
        byKind.computeIfAbsent(kind, _ -> new BitSet()).set(i);
      }
      for (String category : selection.categories()) {
        byCategory.computeIfAbsent(category, _ -> new BitSet()).set(i);
      }
      ofAnyCategory.set(i, selection.categories().isEmpty());
    }
  }

  /** The places, in the list that was given, of those that deliver an event that this one does. */
  BitSet others(int one) {
    Selection selection = selections.get(one);
    var found = new BitSet();
    for (EventKind kind : Overlaps.kinds(selection)) {
      var sharing = (BitSet) requireNonNull(byKind.get(kind)).clone();
      if (kind == EventKind.SYSTEM && !selection.categories().isEmpty()) {
        sharing.and(ofOneOf(selection));
      }
      found.or(sharing);
    }
    found.clear(one);
    return found;
  }

  private BitSet ofOneOf(Selection selection) {
    var found = (BitSet) ofAnyCategory.clone();
    selection.categories().forEach(each -> found.or(requireNonNull(byCategory.get(each))));
    return found;
  }
}
