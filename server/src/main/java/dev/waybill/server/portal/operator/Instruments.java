package dev.waybill.server.portal.operator;

import static java.util.Objects.requireNonNull;

import dev.waybill.retention.Retention;
import dev.waybill.server.deliveries.BacklogMetrics;
import dev.waybill.server.operation.DiskMetrics;
import dev.waybill.server.retention.QuotaWatch;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Where readings come from: what tells {@code /health} and {@code /metrics} as well. */
public record Instruments(
    HealthIndicator log,
    HealthIndicator controlPlane,
    HealthIndicator keys,
    DiskMetrics disk,
    BacklogMetrics backlog,
    Retention retention,
    QuotaWatch quotas) {
  public Instruments {
    requireNonNull(log, "log is null");
    requireNonNull(controlPlane, "controlPlane is null");
    requireNonNull(keys, "keys is null");
    requireNonNull(disk, "disk is null");
    requireNonNull(backlog, "backlog is null");
    requireNonNull(retention, "retention is null");
    requireNonNull(quotas, "quotas is null");
  }

  Readings read() {
    return new Readings(
        health(log),
        health(controlPlane),
        health(keys),
        disk.freeRatio(),
        disk.logBytes(),
        backlog.latest(),
        backlog.lagIntervals(),
        backlog.oldestUndelivered(),
        retention.atRisk(),
        quotas.latest());
  }

  private static Health health(HealthIndicator indicator) {
    Health health = indicator.health();
    return health == null ? Health.unknown().build() : health;
  }
}
