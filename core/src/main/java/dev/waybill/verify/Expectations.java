package dev.waybill.verify;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a user knows to be at a place. Without it, nobody can see that the end of a stream or a
 * whole stream was removed.
 *
 * @param tenants those that must have a stream, and the only ones that may; empty if any may
 * @param through up to which time of receipt streams must be complete: those that are named, or
 *     else all with manifests that have not ended, and one at least of each tenant that is named
 */
public record Expectations(Set<UUID> streams, Set<TenantId> tenants, Optional<Instant> through) {
  public static final Expectations NONE = new Expectations(Set.of(), Set.of(), Optional.empty());

  public Expectations {
    streams = Set.copyOf(streams);
    tenants = Set.copyOf(tenants);
    requireNonNull(through, "through is null");
  }
}
