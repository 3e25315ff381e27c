package dev.waybill.server.webhooks;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.notifications.NotificationType;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A receiver of a tenant's webhooks; its secrets are kept apart.
 *
 * @param types what it is told of; empty: everything
 * @param disabledReason why the service has disabled it; empty if it did not
 */
public record WebhookEndpoint(
    UUID id,
    TenantId tenant,
    EndpointUrl url,
    Set<NotificationType> types,
    boolean enabled,
    Optional<String> disabledReason,
    Instant createdAt,
    Instant updatedAt) {
  public WebhookEndpoint {
    requireNonNull(id, "id is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(url, "url is null");
    types = Set.copyOf(types);
    requireNonNull(disabledReason, "disabledReason is null");
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(updatedAt, "updatedAt is null");
  }

  /** What is changed of it. */
  public record Change(
      Optional<EndpointUrl> url, Optional<Set<NotificationType>> types, Optional<Boolean> enabled) {
    public Change {
      requireNonNull(url, "url is null");
      requireNonNull(types, "types is null");
      requireNonNull(enabled, "enabled is null");
    }
  }

  /** With the change; whoever enables it takes what had disabled it back. */
  public WebhookEndpoint with(Change change, Instant now) {
    boolean on = change.enabled().orElse(enabled);
    return new WebhookEndpoint(
        id,
        tenant,
        change.url().orElse(url),
        change.types().orElse(types),
        on,
        on ? Optional.empty() : disabledReason,
        createdAt,
        now);
  }
}
