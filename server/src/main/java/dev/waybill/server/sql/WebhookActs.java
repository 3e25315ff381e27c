package dev.waybill.server.sql;

import dev.waybill.server.audit.Act;
import dev.waybill.server.audit.ActName;
import dev.waybill.server.audit.Details;
import dev.waybill.server.notifications.NotificationType;
import dev.waybill.server.webhooks.WebhookEndpoint;
import java.util.List;

/**
 * Records what is done with webhook endpoints. Of a URL the host is shown alone: what follows is a
 * secret of some receivers.
 */
final class WebhookActs {
  private WebhookActs() {}

  static void created(Transaction tx, WebhookEndpoint endpoint) {
    record(
        tx,
        ActName.CREATE_WEBHOOK_ENDPOINT,
        endpoint,
        about(endpoint).with("types", types(endpoint)).with("enabled", endpoint.enabled()));
  }

  /** Nothing, if it is as it was. */
  static void updated(Transaction tx, WebhookEndpoint before, WebhookEndpoint after) {
    Details details =
        about(after)
            .changed("types", types(before), types(after))
            .changed("enabled", before.enabled(), after.enabled());
    if (!before.url().equals(after.url())) {
      details.changed("url");
    }
    if (details.hasChanges()) {
      record(
          tx,
          ActName.UPDATE_WEBHOOK_ENDPOINT,
          after,
          details.with("disabledReason", after.disabledReason()));
    }
  }

  static void deleted(Transaction tx, WebhookEndpoint endpoint) {
    record(tx, ActName.DELETE_WEBHOOK_ENDPOINT, endpoint, about(endpoint));
  }

  static void rotated(Transaction tx, WebhookEndpoint endpoint) {
    record(tx, ActName.ROTATE_WEBHOOK_SECRET, endpoint, about(endpoint));
  }

  private static Details about(WebhookEndpoint endpoint) {
    return Details.of(endpoint.id()).with("host", endpoint.url().uri().getHost());
  }

  private static List<String> types(WebhookEndpoint endpoint) {
    return endpoint.types().stream().sorted().map(NotificationType::text).toList();
  }

  private static void record(
      Transaction tx, ActName name, WebhookEndpoint endpoint, Details details) {
    tx.record(endpoint.tenant(), Act.done(name, details));
  }
}
