package dev.waybill.tenant;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** API keys. Only a hash of the secret is stored; it is shown once, when it is made. */
public interface ApiKeys {

  /**
   * A key together with its secret.
   *
   * @param secret 256 random bits behind a recognisable prefix
   */
  record Issued(ApiKey key, String secret) {
    @Override
    public String toString() {
      return "Issued[" + key + "]";
    }
  }

  /**
   * Makes a key; {@code tenant} empty for a platform key.
   *
   * @throws KeyLimitException if the tenant has as many as it may; the platform has no limit
   */
  Issued issue(Optional<TenantId> tenant, String name, Set<Permission> permissions, Instant now);

  /**
   * Makes a key whose secret is handed over before the key is stored, and not stored if that fails:
   * a crash in between leaves a secret without a key, never a key whose secret nobody has.
   */
  void issue(
      Optional<TenantId> tenant,
      String name,
      Set<Permission> permissions,
      Instant now,
      Consumer<String> handover);

  /** The key that this secret belongs to, unless it was revoked. */
  Optional<ApiKey> authenticate(String secret);

  /** The keys of a tenant, or the platform's, oldest first, without the revoked ones. */
  List<ApiKey> list(Optional<TenantId> tenant);

  /** Ends a key at once; {@code false} if there is none such. */
  boolean revoke(UUID id, Instant now);
}
