package dev.waybill.server.exports;

import dev.waybill.event.EventKind;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Interval;
import dev.waybill.export.OutputSettings;
import dev.waybill.export.Selection;
import dev.waybill.fault.InvalidInput;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Options that were checked. */
record ExportDraft(
    Optional<String> name,
    Interval interval,
    Selection selection,
    OutputSettings output,
    StartFrom startFrom,
    boolean enabled) {
  private static final int MAX_NAME = 200;
  private static final int MAX_CATEGORIES = 100;
  private static final int MAX_CATEGORY = 128;

  /** A new export: what is left out takes its default. */
  static ExportDraft of(ExportOptions options, Instant now) {
    requireNoFilter(options);
    return new ExportDraft(
        name(options),
        options
            .interval()
            .orElseThrow(() -> new InvalidInput("interval", "The field interval is missing.")),
        selection(options, Selection.ALL),
        new OutputSettings(
            options.compression().orElse(OutputSettings.DEFAULT.compression()),
            options.layout().orElse(OutputSettings.DEFAULT.layout()),
            options.serviceFields().orElse(OutputSettings.DEFAULT.serviceFields())),
        StartFrom.parse(options.startFrom().orElse("LAST_HOUR"), now),
        options.enabled().orElse(true));
  }

  /** The export after a change, at its next revision: what is left out stays. */
  static ExportConfiguration change(
      ExportConfiguration before, ExportOptions options, Instant now) {
    requireNoFilter(options);
    return new ExportConfiguration(
        before.id(),
        before.tenant(),
        name(options).orElse(before.name()),
        before.integration(),
        options.interval().orElse(before.interval()),
        selection(options, before.selection()),
        before.output(),
        before.startFrom(),
        options.enabled().orElse(before.enabled()),
        before.revision() + 1,
        before.createdAt(),
        now);
  }

  private static Optional<String> name(ExportOptions options) {
    return options.name().map(name -> Checks.label("name", name, MAX_NAME));
  }

  private static void requireNoFilter(ExportOptions options) {
    if (options.filter().filter(filter -> !filter.isEmpty()).isPresent()) {
      throw new InvalidInput(
          "filter", "Filters are not supported yet: use eventKinds and eventCategories.");
    }
  }

  private static Selection selection(ExportOptions options, Selection before) {
    Set<EventKind> kinds = options.eventKinds().map(Set::copyOf).orElse(before.kinds());
    Set<String> categories =
        options.eventCategories().map(ExportDraft::categories).orElse(before.categories());
    return new Selection(kinds, categories);
  }

  private static Set<String> categories(List<String> categories) {
    if (categories.size() > MAX_CATEGORIES) {
      throw new InvalidInput(
          "eventCategories", "There are more than " + MAX_CATEGORIES + " eventCategories.");
    }
    categories.forEach(category -> Checks.label("eventCategories", category, MAX_CATEGORY));
    return Set.copyOf(categories);
  }
}
