package dev.waybill.server.notifications;

import dev.waybill.server.notifications.Letter.Fact;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts notifications into words. */
public final class Letters {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final String INTEGRATION_ID = "Storage integration";
  private static final String CONFIGURATION_ID = "Export configuration";
  private static final String DESTINATION = "Destination";
  private static final String IF_NOT_YOU =
      "If nobody of your organisation did this, look at the audit events of the service, revoke the"
          + " API key that they name, and tell the operator.";

  private Letters() {}

  /** Empty if people are not told of it. */
  public static Optional<Letter> of(Notification notification) {
    return switch (notification) {
      case IntegrationCreated created -> Optional.of(created(created));
      case DestinationChanged changed -> Optional.of(changed(changed));
      case IntegrationDeleted deleted -> Optional.of(deleted(deleted));
      case DeliveryFailing failing -> Optional.of(failing(failing));
      case DeliveryRecovered recovered -> Optional.of(recovered(recovered));
      case SecretExpiring expiring -> Optional.of(expiring(expiring));
      case RetentionAtRisk risk -> Optional.of(atRisk(risk));
      case QuotaReached quota -> Optional.of(quota(quota));
      case SigningKeyRotated rotated -> Optional.of(rotated(rotated));
      case DeliveryCompleted _, EndpointTested _ -> Optional.empty();
    };
  }

  private static Letter created(IntegrationCreated created) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(DESTINATION, created.destination()));
    facts.add(new Fact(INTEGRATION_ID, created.integration().toString()));
    Grant grant = created.grant();
    grant.principal().ifPresent(value -> facts.add(new Fact("Principal to trust", value)));
    grant.externalId().ifPresent(value -> facts.add(new Fact("External id", value)));
    grant.applicationName().ifPresent(value -> facts.add(new Fact("Application", value)));
    grant.consentUrl().ifPresent(value -> facts.add(new Fact("Consent", value)));
    grant.serviceAccount().ifPresent(value -> facts.add(new Fact("Service account", value)));
    by(facts, created.by());
    return new Letter(
        "New storage integration: " + created.name(),
        "A storage integration was created. Audit events can be delivered to its destination.",
        facts,
        advice(grant));
  }

  private static String advice(Grant grant) {
    if (grant.externalId().isPresent()) {
      return "Let the principal assume your role in its trust policy, on the condition that"
          + " sts:ExternalId is the external id above. "
          + IF_NOT_YOU;
    }
    if (grant.applicationName().isPresent()) {
      return "Have an administrator of your directory consent to the application, and give it the"
          + " role on the container. "
          + IF_NOT_YOU;
    }
    if (grant.serviceAccount().isPresent()) {
      return "Give the service account the role on the bucket. " + IF_NOT_YOU;
    }
    return IF_NOT_YOU;
  }

  private static Letter changed(DestinationChanged changed) {
    List<Fact> facts = new ArrayList<>();
    if (changed.from().equals(changed.to())) {
      facts.add(new Fact(DESTINATION, changed.to()));
    } else {
      facts.add(new Fact("Destination before", changed.from()));
      facts.add(new Fact("Destination now", changed.to()));
    }
    facts.add(new Fact("Credentials", changed.credentialsChanged() ? "exchanged" : "as they were"));
    facts.add(new Fact(INTEGRATION_ID, changed.integration().toString()));
    by(facts, changed.by());
    return new Letter(
        "Destination changed: " + changed.name(),
        "The destination of a storage integration, or the way to it, was changed.",
        facts,
        IF_NOT_YOU);
  }

  private static Letter deleted(IntegrationDeleted deleted) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(DESTINATION, deleted.destination()));
    facts.add(new Fact(INTEGRATION_ID, deleted.integration().toString()));
    by(facts, deleted.by());
    return new Letter(
        "Storage integration deleted: " + deleted.name(),
        "A storage integration was deleted. What was delivered to its destination stays there;"
            + " nothing new comes.",
        facts,
        IF_NOT_YOU);
  }

  private static Letter failing(DeliveryFailing failing) {
    return new Letter(
        "Delivery is failing: " + failing.name(),
        "Audit events cannot be delivered. They are kept, and delivery goes on by itself once it"
            + " can: nothing is lost meanwhile. There is no further mail until it has recovered.",
        List.of(
            new Fact("Reason", OneLine.of(failing.failure().message())),
            new Fact("Code", failing.failure().code()),
            new Fact("Stage", failing.failure().stage().name()),
            new Fact("Failing since", time(failing.since())),
            new Fact("Job", Long.toString(failing.job())),
            new Fact(CONFIGURATION_ID, failing.configuration().toString())),
        failing.failure().advice());
  }

  private static Letter recovered(DeliveryRecovered recovered) {
    return new Letter(
        "Delivery has recovered: " + recovered.name(),
        "Audit events are delivered again, from where delivery had stopped.",
        List.of(
            new Fact("Failing since", time(recovered.failingSince())),
            new Fact("Recovered", time(recovered.recoveredAt())),
            new Fact(CONFIGURATION_ID, recovered.configuration().toString())),
        "");
  }

  private static Letter expiring(SecretExpiring expiring) {
    boolean ended = expiring.ended();
    return new Letter(
        (ended ? "Secret has expired: " : "Secret expires soon: ") + expiring.name(),
        ended
            ? "The secret of a storage integration has expired. Deliveries wait until there is a"
                + " new one."
            : "The secret of a storage integration expires soon. Deliveries wait from then on until"
                + " there is a new one.",
        List.of(
            new Fact("Expires", time(expiring.expiresAt())),
            new Fact("Days left", Long.toString(expiring.daysLeft())),
            new Fact(INTEGRATION_ID, expiring.integration().toString())),
        "Make a new secret at your cloud, and give it to the storage integration.");
  }

  private static Letter atRisk(RetentionAtRisk risk) {
    return new Letter(
        "Undelivered audit events will be removed: " + risk.name(),
        "An export has not delivered for so long that the hard limit of retention comes near. From"
            + " the time below on, the service removes events that this export has not delivered."
            + " How many, the next manifest says.",
        List.of(
            new Fact("First removal", time(risk.expiresAt())),
            new Fact(CONFIGURATION_ID, risk.configuration().toString())),
        "Repair the delivery before that time, or have the operator raise the hard limit.");
  }

  private static Letter quota(QuotaReached quota) {
    return new Letter(
        "Audit events take " + quota.percent() + "% of the storage quota",
        "When the quota is used up, new audit events are refused until older ones are removed by"
            + " retention.",
        List.of(
            new Fact("Used bytes", Long.toString(quota.usedBytes())),
            new Fact("Quota in bytes", Long.toString(quota.quotaBytes()))),
        "Have the operator raise the quota or shorten retention, or send fewer events.");
  }

  private static Letter rotated(SigningKeyRotated rotated) {
    return new Letter(
        "Manifests are signed with a new key",
        "The operator has rotated the key that signs manifests. The key before declares the new one"
            + " its successor, in a document beside your manifests: verification goes on by"
            + " itself.",
        List.of(
            new Fact("Key before", rotated.before().toString()),
            new Fact("Key now", rotated.after().toString())),
        "If you have pinned the key before, pin the new one as well.");
  }

  private static void by(List<Fact> facts, Optional<String> actor) {
    actor.ifPresent(name -> facts.add(new Fact("By", name)));
  }

  private static String time(Instant time) {
    return TIME.format(time.truncatedTo(ChronoUnit.MINUTES));
  }
}
