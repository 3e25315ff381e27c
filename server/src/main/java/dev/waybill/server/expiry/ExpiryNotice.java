package dev.waybill.server.expiry;

import static java.util.Objects.requireNonNull;

import dev.waybill.integration.IntegrationId;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;

/** That the secret of a storage integration ends soon, or has ended. */
public record ExpiryNotice(
    TenantId tenant, IntegrationId integration, String name, Instant expiresAt, Instant givenAt) {
  public ExpiryNotice {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(integration, "integration is null");
    requireNonNull(name, "name is null");
    requireNonNull(expiresAt, "expiresAt is null");
    requireNonNull(givenAt, "givenAt is null");
  }

  public boolean hasEnded() {
    return !expiresAt.isAfter(givenAt);
  }

  /** Whole days; none once it has ended. */
  public long daysLeft() {
    return Math.max(0, Duration.between(givenAt, expiresAt).toDays());
  }
}
