package dev.waybill.server.webhooks;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.IdempotencyKey;
import dev.waybill.server.notifications.NotificationType;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Tenants' webhook endpoints. Changes are durable when a method returns, and audit events of the
 * tenant. Another tenant's endpoint is as one that does not exist. Safe for use by many threads.
 */
public interface WebhookEndpoints {
  /** So many a tenant may have. */
  int MOST = 10;

  /** What became of the wish for an endpoint. */
  sealed interface Creation {
    /** The same request has made it before; its secret is not shown again. */
    record MadeBefore(WebhookEndpoint endpoint) implements Creation {
      public MadeBefore {
        requireNonNull(endpoint, "endpoint is null");
      }
    }

    /** The tenant has as many as it may. */
    record TooMany() implements Creation {}

    /** There is no such tenant. */
    record NoTenant() implements Creation {}

    /** The key was used for another request, or what that made is gone. */
    record Conflict(String reason) implements Creation {
      public Conflict {
        requireNonNull(reason, "reason is null");
      }
    }
  }

  /** An endpoint with the secret that is shown this once. */
  record Made(WebhookEndpoint endpoint, SigningSecret secret) implements Creation {
    public Made {
      requireNonNull(endpoint, "endpoint is null");
      requireNonNull(secret, "secret is null");
    }
  }

  /** Where to send to, and with what to sign. */
  record Target(EndpointUrl url, EndpointSecrets secrets) {
    public Target {
      requireNonNull(url, "url is null");
      requireNonNull(secrets, "secrets is null");
    }
  }

  /** The tenant's, oldest first. */
  List<WebhookEndpoint> list(TenantId tenant);

  /**
   * Makes an endpoint, with the same key once.
   *
   * @param key of the request; without one each call makes another endpoint
   */
  Creation create(
      TenantId tenant,
      EndpointUrl url,
      Set<NotificationType> types,
      boolean enabled,
      Optional<IdempotencyKey> key,
      Instant now);

  /**
   * Empty if there is none, or it was changed since it was seen. What waits goes to the new URL;
   * nothing waits for a disabled one.
   *
   * @param seen when it was last changed, as far as is known to whoever asks for it; empty to
   *     change it in any case
   */
  Optional<WebhookEndpoint> update(
      TenantId tenant, UUID id, WebhookEndpoint.Change change, Optional<Instant> seen, Instant now);

  /** Returns it as it was; what waits for it goes with it. */
  Optional<WebhookEndpoint> delete(TenantId tenant, UUID id);

  /**
   * Draws another secret; the one before goes on for a day. Empty if there is none, or it was
   * changed since it was seen.
   *
   * @param seen when it was last changed, as far as is known to whoever asks for it; empty to draw
   *     one in any case. Somebody who asks twice by mistake would end the one before.
   */
  Optional<Made> rotate(TenantId tenant, UUID id, Optional<Instant> seen, Instant now);

  /** Has it told that somebody tries it out; empty if there is none, or it is disabled. */
  Optional<WebhookEndpoint> test(TenantId tenant, UUID id, Instant now);

  /** Empty if there is none, or it is disabled. */
  Optional<Target> target(TenantId tenant, UUID id);

  /**
   * What its receiver asked for. Nothing happens if it is gone or disabled, or has another URL by
   * now.
   *
   * @param url whose receiver it was
   * @return whether it is disabled by this
   */
  boolean disable(TenantId tenant, UUID id, EndpointUrl url, String reason, Instant now);
}
