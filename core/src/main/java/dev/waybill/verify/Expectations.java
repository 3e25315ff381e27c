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
 * @param through up to which time of receipt streams must be complete: those that are named, or
 *     else all that have not ended
 */
public record Expectations(Set<UUID> streams, Set<TenantId> tenants, Optional<Instant> through) {
  public static final Expectations NONE = new Expectations(Set.of(), Set.of(), Optional.empty());

  public Expectations {
    streams = Set.copyOf(streams);
    tenants = Set.copyOf(tenants);
    requireNonNull(through, "through is null");
  }
}
