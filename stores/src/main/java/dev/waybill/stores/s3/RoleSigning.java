package dev.waybill.stores.s3;

import dev.waybill.storage.Credentials.AssumedRole;
import dev.waybill.stores.deadline.Deadline;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Signs with the session of a role, and with a new one when a store no longer takes it. */
final class RoleSigning implements Signing {
  /** What stores say of temporary credentials that have ended or that they do not know any more. */
  private static final Set<String> SESSION_ENDED =
      Set.of("ExpiredToken", "InvalidToken", "TokenRefreshRequired", "InvalidAccessKeyId");

  private final RoleSessions sessions;
  private final AssumedRole role;
  private final String region;
  private final Supplier<Deadline> deadlines;
  private final boolean asking;

  /**
   * @param deadlines of requests that begin now
   */
  RoleSigning(
      RoleSessions sessions, AssumedRole role, String region, Supplier<Deadline> deadlines) {
    this(sessions, role, region, deadlines, false);
  }

  private RoleSigning(
      RoleSessions sessions,
      AssumedRole role,
      String region,
      Supplier<Deadline> deadlines,
      boolean asking) {
    this.sessions = sessions;
    this.role = role;
    this.region = region;
    this.deadlines = deadlines;
    this.asking = asking;
  }

  @Override
  public Signing asking(Deadline deadline) {
    return new RoleSigning(sessions, role, region, () -> deadline, true);
  }

  @Override
  public <T> T send(Function<Signature, T> request) {
    Deadline deadline = deadlines.get();
    try {
      return send(request, deadline);
    } catch (AwsServiceException e) {
      if (!hasEnded(e)) {
        throw e;
      }
    }
    // A refusal for want of credentials leaves nothing behind, so this is no hidden second try.
    return send(request, deadline);
  }

  private <T> T send(Function<Signature, T> request, Deadline deadline) {
    RoleSession session = sessions.current(role, region, deadline);
    try {
      return request.apply(signature(session, deadline));
    } catch (AwsServiceException e) {
      forgetIfRefused(session, e);
      throw e;
    } catch (SdkClientException e) {
      // Some stores refuse a session and hang up while the body is on its way, which hides why.
      if (S3Breakdowns.brokeOff(e)) {
        sessions.forget(role, region, session);
      }
      throw e;
    }
  }

  private Signature signature(RoleSession session, Deadline deadline) {
    Duration remaining = deadline.remaining();
    if (!remaining.isPositive()) {
      throw RoleSessions.outOfTime();
    }
    return request ->
        request
            .credentialsProvider(StaticCredentialsProvider.create(session.keys()))
            .apiCallTimeout(remaining);
  }

  /** A role that was made anew has other sessions than the one before, whatever the store says. */
  private void forgetIfRefused(RoleSession session, AwsServiceException answer) {
    boolean denied = answer.statusCode() == 401 || answer.statusCode() == 403;
    if (hasEnded(answer) || (denied && !asking)) {
      sessions.forget(role, region, session);
    }
  }

  private static boolean hasEnded(AwsServiceException answer) {
    return SESSION_ENDED.contains(S3Answer.of(answer).code());
  }
}
