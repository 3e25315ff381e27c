package dev.waybill.server.graphql;

import dev.waybill.server.security.Caller;
import dev.waybill.server.webhooks.OwnNotifications;
import dev.waybill.tenant.MailAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/** Who gets a tenant's notifications. */
@Controller
class NotificationController {
  private final OwnNotifications notifications;

  NotificationController(OwnNotifications notifications) {
    this.notifications = notifications;
  }

  @QueryMapping
  List<String> notificationRecipients(@ContextValue Caller caller) {
    return texts(notifications.recipients(caller));
  }

  @MutationMapping
  List<String> setNotificationRecipients(
      @Argument List<String> addresses, @ContextValue Caller caller) {
    return texts(notifications.setRecipients(caller, addresses));
  }

  @QueryMapping
  List<WebhookEndpointNode> webhookEndpoints(@ContextValue Caller caller) {
    return notifications.endpoints(caller).stream().map(WebhookEndpointNode::of).toList();
  }

  @MutationMapping
  WebhookEndpointNode.WithSecret createWebhookEndpoint(
      @Argument Map<String, @Nullable Object> data, @ContextValue Caller caller) {
    return WebhookEndpointNode.WithSecret.of(
        notifications.create(
            caller,
            text(data, "url").orElseThrow(),
            types(data).orElse(List.of()),
            truth(data, "enabled").orElse(true)));
  }

  @MutationMapping
  WebhookEndpointNode updateWebhookEndpoint(
      @Argument Map<String, @Nullable Object> data, @ContextValue Caller caller) {
    return WebhookEndpointNode.of(
        notifications.update(
            caller,
            Ids.webhookEndpoint(text(data, "id").orElseThrow()),
            text(data, "url"),
            types(data),
            truth(data, "enabled")));
  }

  @MutationMapping
  WebhookEndpointNode deleteWebhookEndpoint(@Argument String id, @ContextValue Caller caller) {
    return WebhookEndpointNode.of(notifications.delete(caller, Ids.webhookEndpoint(id)));
  }

  @MutationMapping
  WebhookEndpointNode.WithSecret rotateWebhookSecret(
      @Argument String id, @ContextValue Caller caller) {
    return WebhookEndpointNode.WithSecret.of(notifications.rotate(caller, Ids.webhookEndpoint(id)));
  }

  @MutationMapping
  WebhookEndpointNode testWebhookEndpoint(@Argument String id, @ContextValue Caller caller) {
    return WebhookEndpointNode.of(notifications.test(caller, Ids.webhookEndpoint(id)));
  }

  private static List<String> texts(List<MailAddress> addresses) {
    return addresses.stream().map(MailAddress::value).toList();
  }

  private static Optional<String> text(Map<String, @Nullable Object> data, String field) {
    return Optional.ofNullable(data.get(field)).map(String.class::cast);
  }

  private static Optional<Boolean> truth(Map<String, @Nullable Object> data, String field) {
    return Optional.ofNullable(data.get(field)).map(Boolean.class::cast);
  }

  private static Optional<List<String>> types(Map<String, @Nullable Object> data) {
    return Optional.ofNullable(data.get("types"))
        .map(list -> ((List<?>) list).stream().map(String.class::cast).toList());
  }
}
