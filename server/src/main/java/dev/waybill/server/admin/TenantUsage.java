package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.retention.RetentionPolicy;
import dev.waybill.server.sql.TenantHoldings;
import java.time.Instant;
import java.util.Optional;

/**
 * What a tenant takes of the service, and may take.
 *
 * @param storedBytes of the events that are held
 * @param storageQuota in bytes; empty for no limit
 * @param oldest when the oldest event was received that is held
 * @param newest when the newest was
 * @param policy for how long events are kept
 * @param storedEvents that are held
 * @param takenEvents of all time
 */
public record TenantUsage(
    long storedBytes,
    Optional<Long> storageQuota,
    Optional<Instant> oldest,
    Optional<Instant> newest,
    RetentionPolicy policy,
    long storedEvents,
    long takenEvents,
    TenantHoldings holdings) {
  public TenantUsage {
    requireNonNull(storageQuota, "storageQuota is null");
    requireNonNull(oldest, "oldest is null");
    requireNonNull(newest, "newest is null");
    requireNonNull(policy, "policy is null");
    requireNonNull(holdings, "holdings is null");
  }
}
