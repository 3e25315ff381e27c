package dev.waybill.server.retention;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.EventLog;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import java.util.Optional;
import java.util.function.Function;

/** How many bytes the events of a tenant may take in the log. */
public final class StorageQuotas {
  private final Function<TenantId, Optional<Tenant>> tenants;
  private final EventLog log;
  private final Optional<Long> ofOthers;

  /**
   * @param tenants asked for each request; remembers those that it was asked for
   * @param ofOthers of tenants without a quota of their own; empty for no limit
   */
  public StorageQuotas(
      Function<TenantId, Optional<Tenant>> tenants, EventLog log, Optional<Long> ofOthers) {
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.log = requireNonNull(log, "log is null");
    this.ofOthers = requireNonNull(ofOthers, "ofOthers is null");
  }

  /** A tenant's quota in bytes; empty for no limit. */
  public Optional<Long> of(Tenant tenant) {
    return tenant.quotas().storageBytes().or(() -> ofOthers);
  }

  /**
   * Whether the tenant has room for so many bytes more. Requests that ask at the same moment see
   * the same room, so a quota may be exceeded by one request of each concurrent sender.
   */
  public boolean hasRoom(TenantId tenant, long bytes) {
    return tenants
        .apply(tenant)
        .flatMap(this::of)
        .map(quota -> log.bytes(tenant) + bytes <= quota)
        .orElse(true);
  }
}
