package dev.waybill.tenant;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A key as it is stored: everything but the secret, of which only a hash exists.
 *
 * @param tenant empty for a platform key, which names the tenant in each request
 * @param prefix the first characters of the secret, by which people recognise the key
 * @param expiresAt from then on the key opens nothing; empty if it does not end by itself
 */
public record ApiKey(
    UUID id,
    Optional<TenantId> tenant,
    String name,
    Set<Permission> permissions,
    String prefix,
    Instant createdAt,
    Optional<Instant> expiresAt)
    implements Identity {

  public ApiKey {
    requireNonNull(id, "id is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(name, "name is null");
    permissions = Set.copyOf(permissions);
    requireNonNull(prefix, "prefix is null");
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(expiresAt, "expiresAt is null");
  }

  /** A key that does not end by itself. */
  public ApiKey(
      UUID id,
      Optional<TenantId> tenant,
      String name,
      Set<Permission> permissions,
      String prefix,
      Instant createdAt) {
    this(id, tenant, name, permissions, prefix, createdAt, Optional.empty());
  }

  public boolean isExpired(Instant now) {
    return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
  }
}
