package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.event.EventKind;
import dev.waybill.export.Interval;
import dev.waybill.export.Layout;
import dev.waybill.format.Compression;
import java.util.List;
import java.util.Optional;

/**
 * What and when to export, as asked for; not yet checked. Whatever is empty takes its default in a
 * creation and stays as it is in a change.
 */
public record ExportOptions(
    Optional<String> name,
    Optional<Interval> interval,
    Optional<List<EventKind>> eventKinds,
    Optional<List<String>> eventCategories,
    Optional<String> filter,
    Optional<Compression> compression,
    Optional<Layout> layout,
    Optional<Boolean> serviceFields,
    Optional<String> startFrom,
    Optional<Boolean> enabled) {
  public ExportOptions {
    requireNonNull(name, "name is null");
    requireNonNull(interval, "interval is null");
    requireNonNull(eventKinds, "eventKinds is null");
    requireNonNull(eventCategories, "eventCategories is null");
    requireNonNull(filter, "filter is null");
    requireNonNull(compression, "compression is null");
    requireNonNull(layout, "layout is null");
    requireNonNull(serviceFields, "serviceFields is null");
    requireNonNull(startFrom, "startFrom is null");
    requireNonNull(enabled, "enabled is null");
  }
}
