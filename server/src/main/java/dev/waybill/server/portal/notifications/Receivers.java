package dev.waybill.server.portal.notifications;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.notifications.Channel;
import dev.waybill.server.notifications.NotificationOutbox;
import dev.waybill.server.notifications.NotificationOutbox.Queue;
import dev.waybill.server.security.Caller;
import dev.waybill.server.webhooks.OwnNotifications;
import dev.waybill.server.webhooks.WebhookEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Looks up who is told, and what waits for them. */
public final class Receivers {
  private final OwnNotifications notifications;
  private final NotificationOutbox outbox;

  public Receivers(OwnNotifications notifications, NotificationOutbox outbox) {
    this.notifications = requireNonNull(notifications, "notifications is null");
    this.outbox = requireNonNull(outbox, "outbox is null");
  }

  /** Somebody who is told by mail. */
  record Recipient(String address, Receiving receiving) {}

  /** All of a tenant's. */
  record All(List<Recipient> recipients, List<EndpointView> endpoints) {}

  All of(Caller caller) {
    List<Queue> queues = outbox.queues(caller.requireTenant());
    List<Recipient> recipients =
        notifications.recipients(caller).stream()
            .map(address -> recipient(address.value(), queues))
            .toList();
    List<EndpointView> endpoints =
        notifications.endpoints(caller).stream().map(endpoint -> view(endpoint, queues)).toList();
    return new All(recipients, endpoints);
  }

  EndpointView endpoint(Caller caller, UUID id) {
    return view(notifications.endpoint(caller, id), outbox.queues(caller.requireTenant()));
  }

  private static Recipient recipient(String address, List<Queue> queues) {
    return new Recipient(address, Receiving.of(queue(Channel.MAIL, address, queues)));
  }

  private static EndpointView view(WebhookEndpoint endpoint, List<Queue> queues) {
    return EndpointView.of(endpoint, queue(Channel.WEBHOOK, endpoint.id().toString(), queues));
  }

  private static Optional<Queue> queue(Channel channel, String receiver, List<Queue> queues) {
    return queues.stream()
        .filter(queue -> queue.channel() == channel && queue.receiver().equals(receiver))
        .findFirst();
  }
}
