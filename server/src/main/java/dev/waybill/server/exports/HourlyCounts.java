package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.DeliveredHour;
import dev.waybill.export.ExportConfigurations;
import dev.waybill.export.ExportHistory;
import dev.waybill.log.AcceptedHour;
import dev.waybill.log.AcceptedHours;
import dev.waybill.log.EventLog;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.List;

/** Shows a tenant what came in and what went out by the hour. */
public final class HourlyCounts {
  private final EventLog log;
  private final ExportConfigurations configurations;
  private final ExportHistory history;
  private final TimeSource time;

  public HourlyCounts(
      EventLog log, ExportConfigurations configurations, ExportHistory history, TimeSource time) {
    this.log = requireNonNull(log, "log is null");
    this.configurations = requireNonNull(configurations, "configurations is null");
    this.history = requireNonNull(history, "history is null");
    this.time = requireNonNull(time, "time is null");
  }

  /** What all exports delivered together, deleted ones too; only hours in which they did. */
  public List<DeliveredHour> delivered(TenantId tenant, HourWindow window) {
    return history.deliveredByHour(tenant, window.from(), window.to());
  }

  /**
   * What one export delivered; only hours in which it did.
   *
   * @throws Refused if the tenant has no such configuration
   */
  public List<DeliveredHour> delivered(TenantId tenant, ConfigurationId id, HourWindow window) {
    if (configurations.find(tenant, id).isEmpty()) {
      throw Refused.notFound("configurationId", "export configuration");
    }
    return history.deliveredByHour(tenant, id, window.from(), window.to());
  }

  /** The events accepted in every hour that has begun and of which nothing was removed. */
  public List<AcceptedHour> accepted(TenantId tenant, HourWindow window) {
    Instant now = time.now();
    Instant end = window.to().isAfter(now) ? now : window.to();
    return AcceptedHours.of(log, tenant, window.from(), end);
  }
}
