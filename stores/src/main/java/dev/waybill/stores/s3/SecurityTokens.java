package dev.waybill.stores.s3;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials.AssumedRole;
import dev.waybill.stores.deadline.Deadline;
import dev.waybill.stores.s3.setup.Statements;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Asks AWS's Security Token Service, or a store's own, for sessions of customers' roles. */
final class SecurityTokens implements RoleSessions.Source {
  /** The longest that every role allows. */
  private static final Duration SESSION = Duration.ofHours(1);

  /** The shortest there is, for sessions that are not wanted. */
  private static final Duration PROBE = Duration.ofMinutes(15);

  private final Supplier<StsClientBuilder> clients;
  private final ServiceIdentity identity;
  private final RoleSettings settings;
  private final S3Breakdowns.Route route;
  private final TimeSource time;

  /**
   * @param clients whose requests go the way of those to S3, each of which is sent once
   */
  SecurityTokens(
      Supplier<StsClientBuilder> clients,
      ServiceIdentity identity,
      RoleSettings settings,
      S3Breakdowns.Route route,
      TimeSource time) {
    this.clients = clients;
    this.identity = identity;
    this.settings = settings;
    this.route = route;
    this.time = time;
  }

  @Override
  public RoleSession assume(AssumedRole role, String region, Deadline deadline) {
    return assume(role, Optional.of(role.externalId()), SESSION, region, deadline);
  }

  /**
   * Finds out whether the role can be assumed by those who do not know its external id: without
   * one, and with one that was never given out. Empty as well if STS does not answer.
   */
  Optional<Failure> weakness(AssumedRole role, String region, Supplier<Deadline> deadlines) {
    UUID id = role.externalId();
    UUID wrong = new UUID(~id.getMostSignificantBits(), ~id.getLeastSignificantBits());
    if (isAssumable(role, Optional.empty(), region, deadlines.get())) {
      return Optional.of(notEnforced(role, "without any external id"));
    }
    return isAssumable(role, Optional.of(wrong), region, deadlines.get())
        ? Optional.of(notEnforced(role, "with a wrong external id"))
        : Optional.empty();
  }

  private boolean isAssumable(
      AssumedRole role, Optional<UUID> externalId, String region, Deadline deadline) {
    try {
      return !assume(role, externalId, PROBE, region, deadline).keys().accessKeyId().isEmpty();
    } catch (NoSessionException e) {
      return false;
    }
  }

  private RoleSession assume(
      AssumedRole role,
      Optional<UUID> externalId,
      Duration duration,
      String region,
      Deadline deadline) {
    AwsCredentials own = identity.current();
    Duration remaining = deadline.remaining();
    if (!remaining.isPositive()) {
      throw RoleSessions.outOfTime();
    }
    AssumeRoleRequest.Builder request =
        AssumeRoleRequest.builder()
            .roleArn(role.role().value())
            .roleSessionName(sessionName(role))
            .durationSeconds(Math.toIntExact(duration.toSeconds()))
            .overrideConfiguration(limits -> limits.apiCallTimeout(remaining));
    externalId.ifPresent(id -> request.externalId(id.toString()));
    StsClientBuilder builder =
        clients
            .get()
            .region(Region.of(region))
            .credentialsProvider(StaticCredentialsProvider.create(own));
    settings.stsEndpoint().ifPresent(builder::endpointOverride);
    try (var client = builder.build()) {
      return session(client.assumeRole(request.build()).credentials());
    } catch (SdkException e) {
      throw new NoSessionException(
          new RoleFailures(role, Peer.sts(settings.stsEndpoint(), region), route).failure(e), e);
    }
  }

  private RoleSession session(Credentials granted) {
    return new RoleSession(
        AwsSessionCredentials.create(
            granted.accessKeyId(), granted.secretAccessKey(), granted.sessionToken()),
        time.now(),
        granted.expiration());
  }

  /** The customer's CloudTrail shows it: the export's id, or that of the integration's own. */
  private static String sessionName(AssumedRole role) {
    return "waybill-" + role.externalId();
  }

  private static Failure notEnforced(AssumedRole role, String how) {
    return new Failure(
        Fault.CUSTOMER,
        Stage.EXTERNAL_ID_ENFORCED,
        "EXTERNAL_ID_NOT_ENFORCED",
        "Your role can be used by others: this service could assume "
            + role.role()
            + " "
            + how
            + ", so other customers of this service could have it write there.",
        "Add this to the statement of the role's trust policy: \"Condition\": "
            + Statements.condition(role.externalId()));
  }
}
