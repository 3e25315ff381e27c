package dev.waybill.tenant;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody who logged in, as the identity provider, the key or the platform said at the login.
 *
 * @param issuer the provider, or what {@link LoginMethod} has in its place
 * @param subject which of the issuer's accounts; together with the issuer, and for people whom the
 *     platform named with the tenant, it never changes
 * @param name as people know the person; nothing is decided by it
 * @param tenant empty for an operator, who names the tenant in each request
 * @param permissions never {@code INGEST}: events are sent by programs; {@code OPERATOR} only
 *     without a tenant
 * @param session with which the person acts; no secret
 * @param by how the person logged in
 */
public record Person(
    String issuer,
    String subject,
    String name,
    Optional<TenantId> tenant,
    Set<Permission> permissions,
    UUID session,
    LoginMethod by)
    implements Identity {

  public Person {
    requireNonNull(issuer, "issuer is null");
    requireNonNull(subject, "subject is null");
    requireNonNull(name, "name is null");
    requireNonNull(tenant, "tenant is null");
    permissions = Set.copyOf(permissions);
    requireNonNull(session, "session is null");
    requireNonNull(by, "by is null");
    if (permissions.contains(Permission.INGEST)) {
      throw new IllegalArgumentException("a person sends no events");
    }
    if (tenant.isPresent() == permissions.contains(Permission.OPERATOR)) {
      throw new IllegalArgumentException("a person belongs to a tenant or is an operator");
    }
  }

  /** Somebody who logged in at an identity provider. */
  public Person(
      String issuer,
      String subject,
      String name,
      Optional<TenantId> tenant,
      Set<Permission> permissions,
      UUID session) {
    this(issuer, subject, name, tenant, permissions, session, new LoginMethod.IdentityProvider());
  }
}
