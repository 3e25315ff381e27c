package dev.waybill.tenant;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a new key is to be.
 *
 * @param name for people
 * @param expiresAt from then on it opens nothing; empty for a key that does not end by itself
 */
public record KeyTerms(String name, Set<Permission> permissions, Optional<Instant> expiresAt) {

  public KeyTerms {
    requireNonNull(name, "name is null");
    permissions = Set.copyOf(permissions);
    requireNonNull(expiresAt, "expiresAt is null");
  }
}
