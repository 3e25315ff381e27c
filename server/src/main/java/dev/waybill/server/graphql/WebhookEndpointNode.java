package dev.waybill.server.graphql;

import dev.waybill.server.notifications.NotificationType;
import dev.waybill.server.webhooks.WebhookEndpoint;
import dev.waybill.server.webhooks.WebhookEndpoints;
import java.util.List;
import java.util.Optional;

/** The schema's {@code WebhookEndpoint}. */
record WebhookEndpointNode(
    String id,
    String url,
    List<String> types,
    boolean enabled,
    Optional<String> disabledReason,
    String createdAt,
    String updatedAt) {

  /** The schema's {@code WebhookEndpointSecret}. */
  record WithSecret(WebhookEndpointNode endpoint, String secret) {
    static WithSecret of(WebhookEndpoints.Made made) {
      return new WithSecret(WebhookEndpointNode.of(made.endpoint()), made.secret().text());
    }

    @Override
    public String toString() {
      return "WithSecret[" + endpoint + "]";
    }
  }

  static WebhookEndpointNode of(WebhookEndpoint endpoint) {
    return new WebhookEndpointNode(
        endpoint.id().toString(),
        endpoint.url().text(),
        endpoint.types().stream().sorted().map(NotificationType::text).toList(),
        endpoint.enabled(),
        endpoint.disabledReason(),
        endpoint.createdAt().toString(),
        endpoint.updatedAt().toString());
  }
}
