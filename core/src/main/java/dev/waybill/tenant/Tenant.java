package dev.waybill.tenant;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * An organisation whose events are recorded and delivered. A suspended one takes no events.
 *
 * @param recipients of notifications about its deliveries
 */
public record Tenant(
    TenantId id,
    String name,
    boolean suspended,
    TenantQuotas quotas,
    Entitlements entitlements,
    List<MailAddress> recipients,
    Instant createdAt,
    Instant updatedAt) {

  public Tenant {
    requireNonNull(id, "id is null");
    requireNonNull(name, "name is null");
    requireNonNull(quotas, "quotas is null");
    requireNonNull(entitlements, "entitlements is null");
    recipients = List.copyOf(recipients);
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(updatedAt, "updatedAt is null");
  }

  /** A tenant that has all of the service and no recipients. */
  public Tenant(
      TenantId id,
      String name,
      boolean suspended,
      TenantQuotas quotas,
      Instant createdAt,
      Instant updatedAt) {
    this(id, name, suspended, quotas, Entitlements.ALL, List.of(), createdAt, updatedAt);
  }
}
