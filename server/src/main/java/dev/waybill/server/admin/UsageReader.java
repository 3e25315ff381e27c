package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.EventLog;
import dev.waybill.log.FirstReceipt;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.retention.ExpiryWarning;
import dev.waybill.retention.RetentionPolicy;
import dev.waybill.server.retention.StorageQuotas;
import dev.waybill.server.sql.TenantHoldings;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Looks up what tenants take of the service. */
public final class UsageReader {
  private final StorageQuotas quotas;
  private final RetentionPolicy defaults;
  private final EventLog log;
  private final Function<TenantId, TenantHoldings> holdings;
  private final ExpiryWarning warning;

  /**
   * @param defaults of tenants without quotas of their own
   * @param holdings what the control plane holds of a tenant now
   */
  public UsageReader(
      StorageQuotas quotas,
      RetentionPolicy defaults,
      EventLog log,
      Function<TenantId, TenantHoldings> holdings) {
    this.quotas = requireNonNull(quotas, "quotas is null");
    this.defaults = requireNonNull(defaults, "defaults is null");
    this.log = requireNonNull(log, "log is null");
    this.holdings = requireNonNull(holdings, "holdings is null");
    this.warning = new ExpiryWarning(log);
  }

  /**
   * What the events of a tenant take: little enough to be looked up for each of a page.
   *
   * @param quota in bytes; empty for no limit
   * @param newest when the newest event was received that is held
   */
  public record Stored(long events, long bytes, Optional<Long> quota, Optional<Instant> newest) {
    public Stored {
      requireNonNull(quota, "quota is null");
      requireNonNull(newest, "newest is null");
    }
  }

  public Stored stored(Tenant tenant) {
    TenantId id = tenant.id();
    return new Stored(events(id), log.bytes(id), quotas.of(tenant), newest(id));
  }

  public TenantUsage of(Tenant tenant) {
    TenantId id = tenant.id();
    return new TenantUsage(
        stored(tenant),
        warning.oldest(id),
        defaults.with(tenant.quotas()),
        log.end(id).number(),
        holdings.apply(id));
  }

  private long events(TenantId tenant) {
    return log.given(tenant, new Range(log.start(tenant), log.end(tenant)));
  }

  private Optional<Instant> newest(TenantId tenant) {
    Position start = log.start(tenant);
    Position end = log.end(tenant);
    return end.compareTo(start) <= 0
        ? Optional.empty()
        : FirstReceipt.in(log, tenant, new Range(new Position(end.value() - 1), end));
  }
}
