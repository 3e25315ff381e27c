package dev.waybill.server.webhooks;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.notifications.NotificationOutbox.Waiting;
import dev.waybill.server.notifications.OneLine;
import dev.waybill.server.notifications.Sender;
import dev.waybill.server.webhooks.WebhookEndpoints.Target;
import dev.waybill.time.TimeSource;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Posts notifications to tenants' endpoints. Any status of 200 to 299 means that it was taken; 410
 * that nothing is to be sent there any more. A redirect is followed nowhere.
 */
public final class WebhookSender implements Sender {
  private static final String GONE = "The endpoint answered 410 Gone.";
  private static final String MOVED = "the endpoint was changed while its old URL answered 410";
  private static final int FIRST_OF_OTHERS = 300;

  private final WebhookEndpoints endpoints;
  private final WebhookHttp http;
  private final TimeSource time;

  public WebhookSender(WebhookEndpoints endpoints, WebhookHttp http, TimeSource time) {
    this.endpoints = requireNonNull(endpoints, "endpoints is null");
    this.http = requireNonNull(http, "http is null");
    this.time = requireNonNull(time, "time is null");
  }

  @Override
  public Outcome send(Waiting notification) {
    UUID endpoint = UUID.fromString(notification.receiver());
    Optional<Target> target = endpoints.target(notification.tenant(), endpoint);
    if (target.isEmpty()) {
      return new Outcome.Refused("the endpoint is gone or disabled");
    }
    try {
      int status = post(notification, target.get());
      if (status == HttpURLConnection.HTTP_GONE) {
        boolean disabled =
            endpoints.disable(
                notification.tenant(), endpoint, target.get().url(), GONE, time.now());
        return disabled ? new Outcome.Refused(GONE) : new Outcome.Later(MOVED);
      }
      boolean taken = status >= HttpURLConnection.HTTP_OK && status < FIRST_OF_OTHERS;
      return taken ? new Outcome.Taken() : new Outcome.Later("the endpoint answered " + status);
    } catch (IOException e) {
      // Of a tenant's machine; the URL, which may hold a secret, is in none of these messages.
      return new Outcome.Later(OneLine.of(e.getClass().getSimpleName()));
    }
  }

  private int post(Waiting notification, Target target) throws IOException {
    Instant now = time.now();
    String id = "msg_" + notification.id();
    return http.post(
        target.url().uri(),
        Map.of(
            "webhook-id", id,
            "webhook-timestamp", Long.toString(now.getEpochSecond()),
            "webhook-signature", target.secrets().sign(id, now, notification.content())),
        notification.content());
  }
}
