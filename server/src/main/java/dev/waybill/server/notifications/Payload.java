package dev.waybill.server.notifications;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.server.notifications.Notification.DeliveryCompleted;
import dev.waybill.server.notifications.Notification.DeliveryFailing;
import dev.waybill.server.notifications.Notification.DeliveryRecovered;
import dev.waybill.server.notifications.Notification.DestinationChanged;
import dev.waybill.server.notifications.Notification.EndpointTested;
import dev.waybill.server.notifications.Notification.IntegrationCreated;
import dev.waybill.server.notifications.Notification.IntegrationDeleted;
import dev.waybill.server.notifications.Notification.QuotaReached;
import dev.waybill.server.notifications.Notification.RetentionAtRisk;
import dev.waybill.server.notifications.Notification.SecretExpiring;
import dev.waybill.server.notifications.Notification.SigningKeyRotated;
import dev.waybill.tenant.TenantId;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a notification as the JSON object that docs/notifications.md describes. */
public final class Payload {
  private static final JsonFactory JSON = new JsonFactory();

  private Payload() {}

  /** The body of a webhook. The same notification has the same bytes. */
  public static String write(TenantId tenant, Instant time, Notification notification) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeStringProperty("type", notification.type().text());
      json.writeStringProperty("timestamp", time.toString());
      json.writeStringProperty("tenant", tenant.value());
      json.writeObjectPropertyStart("data");
      write(json, notification);
      json.writeEndObject();
      json.writeEndObject();
    }
    return bytes.toString(UTF_8);
  }

  private static void write(JsonGenerator json, Notification notification) {
    switch (notification) {
      case IntegrationCreated created -> {
        about(json, created.integration(), created.name());
        text(json, "destination", created.destination());
        grant(json, created.grant());
        optional(json, "actor", created.by());
      }
      case DestinationChanged changed -> {
        about(json, changed.integration(), changed.name());
        text(json, "previousDestination", changed.from());
        text(json, "destination", changed.to());
        json.writeBooleanProperty("credentialsChanged", changed.credentialsChanged());
        optional(json, "actor", changed.by());
      }
      case IntegrationDeleted deleted -> {
        about(json, deleted.integration(), deleted.name());
        text(json, "destination", deleted.destination());
        optional(json, "actor", deleted.by());
      }
      case DeliveryFailing failing -> write(json, failing);
      case DeliveryRecovered recovered -> {
        text(json, "configurationId", recovered.configuration());
        text(json, "name", recovered.name());
        text(json, "failingSince", recovered.failingSince());
        text(json, "recoveredAt", recovered.recoveredAt());
      }
      case SecretExpiring expiring -> {
        about(json, expiring.integration(), expiring.name());
        text(json, "expiresAt", expiring.expiresAt());
        json.writeNumberProperty("daysLeft", expiring.daysLeft());
        json.writeBooleanProperty("ended", expiring.ended());
      }
      case RetentionAtRisk risk -> {
        text(json, "configurationId", risk.configuration());
        text(json, "name", risk.name());
        text(json, "expiresAt", risk.expiresAt());
      }
      case QuotaReached quota -> {
        json.writeNumberProperty("percent", quota.percent());
        json.writeNumberProperty("usedBytes", quota.usedBytes());
        json.writeNumberProperty("quotaBytes", quota.quotaBytes());
      }
      case SigningKeyRotated rotated -> {
        text(json, "previousKeyId", rotated.before());
        text(json, "keyId", rotated.after());
      }
      case DeliveryCompleted completed -> write(json, completed);
      case EndpointTested() -> {}
    }
  }

  private static void write(JsonGenerator json, DeliveryFailing failing) {
    text(json, "configurationId", failing.configuration());
    text(json, "name", failing.name());
    json.writeNumberProperty("jobSequence", failing.job());
    text(json, "failingSince", failing.since());
    json.writeObjectPropertyStart("failure");
    text(json, "fault", failing.failure().fault());
    text(json, "stage", failing.failure().stage());
    text(json, "code", failing.failure().code());
    text(json, "message", OneLine.of(failing.failure().message()));
    text(json, "advice", failing.failure().advice());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, DeliveryCompleted completed) {
    text(json, "configurationId", completed.configuration());
    text(json, "stream", completed.stream());
    json.writeNumberProperty("jobSequence", completed.job());
    text(json, "scheduledAt", completed.scheduledAt());
    text(json, "destination", completed.destination());
    text(json, "manifest", completed.manifest());
    json.writeNumberProperty("events", completed.counts().events());
    json.writeNumberProperty("suppressed", completed.counts().suppressed());
    json.writeNumberProperty("expired", completed.counts().expired());
    json.writeNumberProperty("objects", completed.counts().objects());
  }

  private static void grant(JsonGenerator json, Grant grant) {
    optional(json, "externalId", grant.externalId());
    optional(json, "principal", grant.principal());
    optional(json, "applicationName", grant.applicationName());
    optional(json, "consentUrl", grant.consentUrl());
    optional(json, "serviceAccount", grant.serviceAccount());
  }

  private static void about(JsonGenerator json, Object integration, String name) {
    text(json, "storageIntegrationId", integration);
    text(json, "name", name);
  }

  private static void optional(JsonGenerator json, String field, Optional<String> value) {
    value.ifPresent(present -> text(json, field, present));
  }

  private static void text(JsonGenerator json, String field, Object value) {
    json.writeStringProperty(field, OneLine.whole(value.toString()));
  }
}
