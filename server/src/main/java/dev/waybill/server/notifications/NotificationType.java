package dev.waybill.server.notifications;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of notifications. Their names are in stored rows and in receivers' code. */
public enum NotificationType {
  INTEGRATION_CREATED("integration.created"),
  INTEGRATION_DESTINATION_CHANGED("integration.destination_changed"),
  INTEGRATION_DELETED("integration.deleted"),
  DELIVERY_FAILING("delivery.failing"),
  DELIVERY_RECOVERED("delivery.recovered"),
  SECRET_EXPIRING("secret.expiring"),
  RETENTION_AT_RISK("retention.at_risk"),
  QUOTA_REACHED("quota.reached"),
  SIGNING_KEY_ROTATED("signing_key.rotated"),
  /** For programs alone: there is one for each job. */
  DELIVERY_COMPLETED("delivery.completed"),
  /** Goes to the one endpoint that is tested. */
  ENDPOINT_TESTED("endpoint.tested");

  private final String text;

  NotificationType(String text) {
    this.text = text;
  }

  /** As receivers know it. */
  public String text() {
    return text;
  }

  /** Whether people are told of it by mail. */
  public boolean isMailed() {
    return this != DELIVERY_COMPLETED && this != ENDPOINT_TESTED;
  }

  /** Whether an endpoint may ask for it, or for it not. */
  public boolean isChosen() {
    return this != ENDPOINT_TESTED;
  }

  /**
   * Whether it warns once, noting that it did: it waits however much waits already, since it is not
   * told again. That note bounds how many there are.
   */
  public boolean isToldOnce() {
    return this == RETENTION_AT_RISK || this == QUOTA_REACHED;
  }

  /** Empty if there is no such kind. */
  public static Optional<NotificationType> of(String text) {
    return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
  }
}
