package dev.waybill.server.portal.notifications;

import dev.waybill.server.notifications.NotificationOutbox.Queue;
import dev.waybill.server.webhooks.WebhookEndpoint;
import java.time.Instant;
import java.util.Optional;

/**
 * A webhook endpoint as it is shown.
 *
 * @param told what it is told of
 * @param disabledReason why the service has disabled it; an empty text if it did not
 */
record EndpointView(
    String id,
    String url,
    String told,
    boolean enabled,
    String disabledReason,
    Receiving receiving,
    Instant created,
    Instant changed) {

  /**
   * @param queue what waits for it; empty if nothing does
   */
  static EndpointView of(WebhookEndpoint endpoint, Optional<Queue> queue) {
    return new EndpointView(
        endpoint.id().toString(),
        endpoint.url().text(),
        Kinds.told(endpoint.types()),
        endpoint.enabled(),
        endpoint.disabledReason().orElse(""),
        endpoint.enabled() ? Receiving.of(queue) : Receiving.disabled(),
        endpoint.createdAt(),
        endpoint.updatedAt());
  }
}
