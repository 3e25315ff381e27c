package dev.waybill.server.notifications;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.StreamId;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.integration.IntegrationId;
import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.server.notifications.NotificationOutbox.Waiting;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One of each kind. */
public final class SampleNotifications {
  public static final TenantId TENANT = new TenantId("acme");
  public static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
  private static final UUID ID = UUID.fromString("7f3a91c2-5b4e-4d0a-9f61-2c8de5b07a14");
  private static final IntegrationId INTEGRATION = new IntegrationId(ID);
  private static final ConfigurationId CONFIGURATION = new ConfigurationId(ID);
  private static final String PLACE = "s3://acme-audit/waybill";

  private SampleNotifications() {}

  public static List<Notification> all() {
    return List.of(
        created(
            "archive",
            new Grant(
                Optional.of(ID.toString()),
                Optional.of("arn:aws:iam::111122223333:role/waybill"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        new Notification.DestinationChanged(
            INTEGRATION, "archive", PLACE, "s3://acme-audit-eu/waybill", true, ci()),
        new Notification.IntegrationDeleted(INTEGRATION, "archive", PLACE, ci()),
        failing("all events"),
        new Notification.DeliveryRecovered(
            CONFIGURATION, "all events", NOW.minusSeconds(7200), NOW),
        new Notification.SecretExpiring(
            INTEGRATION, "archive", Instant.parse("2026-12-04T14:00:00Z"), 14, false),
        new Notification.RetentionAtRisk(
            CONFIGURATION, "all events", Instant.parse("2027-01-04T09:30:00Z")),
        new Notification.QuotaReached(80, 8_589_934_592L, 10_737_418_240L),
        new Notification.SigningKeyRotated(
            new KeyId("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"),
            new KeyId("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I")),
        new Notification.DeliveryCompleted(
            CONFIGURATION,
            new StreamId(ID),
            42,
            PLACE,
            new ManifestNames(ID).manifest(42),
            NOW,
            new Notification.DeliveryCompleted.Counts(1200, 30, 0, 3)),
        new Notification.EndpointTested());
  }

  /** One that has a name that its user chose. */
  public static Notification created(String name, Grant grant) {
    return new Notification.IntegrationCreated(INTEGRATION, name, PLACE, grant, ci());
  }

  public static Notification failing(String name) {
    return new Notification.DeliveryFailing(
        CONFIGURATION,
        name,
        42,
        NOW.minusSeconds(60),
        new Failure(
            Fault.CUSTOMER,
            Stage.PUT,
            "ACCESS_DENIED",
            "The bucket acme-audit refused to store an object.",
            "Allow s3:PutObject on acme-audit/waybill/* in the role's policy."));
  }

  /** As it waits for a person. */
  public static Waiting mail(Notification notification, String address) {
    return new Waiting(
        UUID.randomUUID(),
        TENANT,
        Channel.MAIL,
        address,
        notification.type(),
        LetterJson.write(Letters.of(notification).orElseThrow()),
        0,
        NOW);
  }

  private static Optional<String> ci() {
    return Optional.of("the API key ci");
  }
}
