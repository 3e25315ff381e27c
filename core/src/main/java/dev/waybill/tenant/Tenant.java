package dev.waybill.tenant;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** An organisation whose events are recorded and delivered. A suspended one takes no events. */
public record Tenant(
    TenantId id,
    String name,
    boolean suspended,
    TenantQuotas quotas,
    Instant createdAt,
    Instant updatedAt) {

  public Tenant {
    requireNonNull(id, "id is null");
    requireNonNull(name, "name is null");
    requireNonNull(quotas, "quotas is null");
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(updatedAt, "updatedAt is null");
  }
}
