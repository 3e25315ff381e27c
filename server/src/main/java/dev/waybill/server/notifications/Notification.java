package dev.waybill.server.notifications;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.StreamId;
import dev.waybill.fault.Failure;
import dev.waybill.integration.IntegrationId;
import dev.waybill.manifest.KeyId;
import dev.waybill.storage.ObjectKey;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that a tenant is told of; docs/notifications.md has each kind. None holds a secret or
 * anything of an event.
 */
public sealed interface Notification {

  /** The name of the kind, which never changes. */
  NotificationType type();

  /** There is a new storage integration. */
  record IntegrationCreated(
      IntegrationId integration, String name, String destination, Grant grant, Optional<String> by)
      implements Notification {
    @Override
    public NotificationType type() {
      return NotificationType.INTEGRATION_CREATED;
    }
  }

  /**
   * A storage integration leads elsewhere, or authenticates with other credentials.
   *
   * @param from the destination before; the same as {@code to} if only credentials changed
   */
  record DestinationChanged(
      IntegrationId integration,
      String name,
      String from,
      String to,
      boolean credentialsChanged,
      Optional<String> by)
      implements Notification {
    @Override
    public NotificationType type() {
      return NotificationType.INTEGRATION_DESTINATION_CHANGED;
    }
  }

  /** A storage integration is gone. */
  record IntegrationDeleted(
      IntegrationId integration, String name, String destination, Optional<String> by)
      implements Notification {
    @Override
    public NotificationType type() {
      return NotificationType.INTEGRATION_DELETED;
    }
  }

  /**
   * An export cannot deliver.
   *
   * @param since when its first attempt failed
   */
  record DeliveryFailing(
      ConfigurationId configuration, String name, long job, Instant since, Failure failure)
      implements Notification {
    @Override
    public NotificationType type() {
      return NotificationType.DELIVERY_FAILING;
    }
  }

  /** An export that could not deliver has delivered. */
  record DeliveryRecovered(
      ConfigurationId configuration, String name, Instant failingSince, Instant recoveredAt)
      implements Notification {
    @Override
    public NotificationType type() {
      return NotificationType.DELIVERY_RECOVERED;
    }
  }

  /**
   * A secret that the tenant gave ends soon, or has ended.
   *
   * @param daysLeft whole days
   */
  record SecretExpiring(
      IntegrationId integration, String name, Instant expiresAt, long daysLeft, boolean ended)
      implements Notification {
    @Override
    public NotificationType type() {
      return NotificationType.SECRET_EXPIRING;
    }
  }

  /**
   * The hard limit comes near what an export has not delivered.
   *
   * @param expiresAt when the first such event is removed
   */
  record RetentionAtRisk(ConfigurationId configuration, String name, Instant expiresAt)
      implements Notification {
    @Override
    public NotificationType type() {
      return NotificationType.RETENTION_AT_RISK;
    }
  }

  /**
   * The tenant's events take so much of its quota.
   *
   * @param percent the threshold that was reached
   */
  record QuotaReached(int percent, long usedBytes, long quotaBytes) implements Notification {
    @Override
    public NotificationType type() {
      return NotificationType.QUOTA_REACHED;
    }
  }

  /** Manifests are signed with another key from now on. */
  record SigningKeyRotated(KeyId before, KeyId after) implements Notification {
    @Override
    public NotificationType type() {
      return NotificationType.SIGNING_KEY_ROTATED;
    }
  }

  /**
   * A job's manifest is in the tenant's storage.
   *
   * @param manifest its key, relative to the destination's path and the prefix of a backfill
   */
  record DeliveryCompleted(
      ConfigurationId configuration,
      StreamId stream,
      long job,
      String destination,
      ObjectKey manifest,
      Instant scheduledAt,
      Counts counts)
      implements Notification {
    /** How many events were delivered and were not, and in how many objects. */
    public record Counts(long events, long suppressed, long expired, long objects) {}

    @Override
    public NotificationType type() {
      return NotificationType.DELIVERY_COMPLETED;
    }
  }

  /** Somebody tries out a webhook endpoint. */
  record EndpointTested() implements Notification {
    @Override
    public NotificationType type() {
      return NotificationType.ENDPOINT_TESTED;
    }
  }
}
