package dev.waybill.server.retention;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.log.DeletionTime;
import dev.waybill.log.EventLog;
import dev.waybill.retention.ExpiryWarning;
import dev.waybill.retention.Lagging;
import dev.waybill.retention.RetentionLedger;
import dev.waybill.retention.RetentionPolicy;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which of a tenant's exports are about to lose events to the hard limit, as of now. */
public final class ExportRisks {
  private final Tenants tenants;
  private final RetentionLedger ledger;
  private final RetentionPolicy defaults;
  private final EventLog log;
  private final ExpiryWarning warning;

  /** Without quotas of its own, a tenant has the {@code defaults}. */
  public ExportRisks(
      Tenants tenants, RetentionLedger ledger, RetentionPolicy defaults, EventLog log) {
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.ledger = requireNonNull(ledger, "ledger is null");
    this.defaults = requireNonNull(defaults, "defaults is null");
    this.log = requireNonNull(log, "log is null");
    this.warning = new ExpiryWarning(log);
  }

  /**
   * When each export that is at risk loses its oldest undelivered event; the others are left out.
   * Empty while the log does not trust the clock: then nothing is removed.
   */
  public Map<ConfigurationId, Instant> of(TenantId id) {
    Optional<Tenant> tenant = tenants.find(id);
    if (tenant.isPresent() && log.deletionTime() instanceof DeletionTime.Known(Instant now)) {
      return of(id, defaults.with(tenant.get().quotas()), now);
    }
    return Map.of();
  }

  /** The same of one export, without a look at the others. */
  public Optional<Instant> of(TenantId id, ConfigurationId export) {
    Optional<Tenant> tenant = tenants.find(id);
    if (tenant.isPresent() && log.deletionTime() instanceof DeletionTime.Known(Instant now)) {
      RetentionPolicy policy = defaults.with(tenant.get().quotas());
      return ledger
          .held(id, export)
          .flatMap(position -> warning.expiresAt(id, position, policy, now));
    }
    return Optional.empty();
  }

  /** For how long a tenant's events are kept for its exports, from their receipt. */
  public Duration limit(TenantId id) {
    return tenants
        .find(id)
        .map(tenant -> defaults.with(tenant.quotas()))
        .orElse(defaults)
        .hardLimit();
  }

  private Map<ConfigurationId, Instant> of(TenantId id, RetentionPolicy policy, Instant now) {
    Map<ConfigurationId, Instant> risks = new HashMap<>();
    for (Lagging export : ledger.lagging(id, warning.safeFrom(id, policy, now))) {
      warning
          .expiresAt(id, export.cursor(), policy, now)
          .ifPresent(time -> risks.put(export.configuration(), time));
    }
    return risks;
  }
}
