package dev.waybill.log;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.TenantId;

/** A range of one tenant's events. */
public record TenantRange(TenantId tenant, Range range) {
  public TenantRange {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(range, "range is null");
  }
}
