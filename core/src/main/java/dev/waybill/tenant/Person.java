package dev.waybill.tenant;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody who logged in at an identity provider, as that said at the login.
 *
 * @param issuer the provider
 * @param subject which of the provider's accounts; together with the issuer it never changes
 * @param name as people know the person; nothing is decided by it
 * @param tenant empty for an operator, who names the tenant in each request
 * @param permissions never {@code INGEST}: events are sent by programs; {@code OPERATOR} only
 *     without a tenant
 * @param session with which the person acts; no secret
 */
public record Person(
    String issuer,
    String subject,
    String name,
    Optional<TenantId> tenant,
    Set<Permission> permissions,
    UUID session)
    implements Identity {

  public Person {
    requireNonNull(issuer, "issuer is null");
    requireNonNull(subject, "subject is null");
    requireNonNull(name, "name is null");
    requireNonNull(tenant, "tenant is null");
    permissions = Set.copyOf(permissions);
    requireNonNull(session, "session is null");
    if (permissions.contains(Permission.INGEST)) {
      throw new IllegalArgumentException("a person sends no events");
    }
    if (tenant.isPresent() == permissions.contains(Permission.OPERATOR)) {
      throw new IllegalArgumentException("a person belongs to a tenant or is an operator");
    }
  }
}
