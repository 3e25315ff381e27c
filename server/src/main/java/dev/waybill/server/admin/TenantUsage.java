package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.retention.RetentionPolicy;
import dev.waybill.server.sql.TenantHoldings;
import java.time.Instant;
import java.util.Optional;

/**
 * What a tenant takes of the service, and may take.
 *
 * @param oldest when the oldest event was received that is held
 * @param policy for how long events are kept
 * @param takenEvents of all time
 */
public record TenantUsage(
    UsageReader.Stored stored,
    Optional<Instant> oldest,
    RetentionPolicy policy,
    long takenEvents,
    TenantHoldings holdings) {
  public TenantUsage {
    requireNonNull(stored, "stored is null");
    requireNonNull(oldest, "oldest is null");
    requireNonNull(policy, "policy is null");
    requireNonNull(holdings, "holdings is null");
  }
}
