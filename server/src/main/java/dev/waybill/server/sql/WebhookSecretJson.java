package dev.waybill.server.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.server.webhooks.EndpointSecrets;
import dev.waybill.server.webhooks.EndpointSecrets.Previous;
import dev.waybill.server.webhooks.SigningSecret;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The secrets of a webhook endpoint as they are before encryption. */
final class WebhookSecretJson {
  private static final String CURRENT = "current";
  private static final String PREVIOUS = "previous";
  private static final String PREVIOUS_UNTIL = "previousUntil";

  private WebhookSecretJson() {}

  static byte[] write(EndpointSecrets secrets) {
    ObjectNode json = Json.object().put(CURRENT, secrets.current().text());
    secrets
        .previous()
        .ifPresent(
            old ->
                json.put(PREVIOUS, old.secret().text())
                    .put(PREVIOUS_UNTIL, Times.micros(old.until())));
    return json.toString().getBytes(UTF_8);
  }

  static EndpointSecrets read(byte[] bytes) {
    JsonNode json = Json.parse(new String(bytes, UTF_8));
    return new EndpointSecrets(
        new SigningSecret(json.required(CURRENT).stringValue()),
        Json.optionalText(json, PREVIOUS)
            .map(
                text ->
                    new Previous(
                        new SigningSecret(text),
                        Times.of(json.required(PREVIOUS_UNTIL).longValue()))));
  }
}
