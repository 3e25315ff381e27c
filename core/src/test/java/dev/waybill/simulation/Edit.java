package dev.waybill.simulation;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Interval;
import dev.waybill.export.Selection;
import dev.waybill.integration.IntegrationId;
import java.time.Instant;

/** A change of an export's settings. */
record Edit(
    ExportConfiguration old,
    IntegrationId integration,
    Interval interval,
    Selection selection,
    boolean enabled) {

  static Edit of(ExportConfiguration old) {
    return new Edit(old, old.integration(), old.interval(), old.selection(), old.enabled());
  }

  Edit integration(IntegrationId other) {
    return new Edit(old, other, interval, selection, enabled);
  }

  Edit interval(Interval other) {
    return new Edit(old, integration, other, selection, enabled);
  }

  Edit selection(Selection other) {
    return new Edit(old, integration, interval, other, enabled);
  }

  Edit enabled(boolean other) {
    return new Edit(old, integration, interval, selection, other);
  }

  /** The configuration's next revision. */
  ExportConfiguration changed(Instant now) {
    return new ExportConfiguration(
        old.id(),
        old.tenant(),
        old.name(),
        integration,
        interval,
        selection,
        old.output(),
        old.startFrom(),
        enabled,
        old.revision() + 1,
        old.createdAt(),
        now);
  }
}
