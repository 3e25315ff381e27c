package dev.waybill.stores.s3;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials.AssumedRole;
import dev.waybill.storage.PutOutcome;
import dev.waybill.stores.s3.setup.Statements;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in Waybill's words why a role could not be assumed. */
final class RoleFailures {
  /**
   * How AWS names who asked: a user's ARN, or the session of a role. Only AWS's own STS is asked,
   * by TLS, or the one that the operator has set, so these are no stranger's words.
   */
  private static final Pattern ASKER = Pattern.compile("User: (arn:[!-~]+) is not authorized");

  /**
   * Who asked and for what are up to 600 characters each, and customers want to read them whole.
   */
  private static final int TWO_NAMES = 1_500;

  private static final Pattern SESSION =
      Pattern.compile("(arn:[^:]+):sts::(\\d{12}):assumed-role/([^/]+)/.+");

  private final AssumedRole role;
  private final Peer sts;
  private final S3Breakdowns breakdowns;

  RoleFailures(AssumedRole role, Peer sts, S3Breakdowns.Route route) {
    this.role = role;
    this.sts = sts;
    breakdowns = new S3Breakdowns(sts, route);
  }

  Failure failure(SdkException exception) {
    return exception instanceof AwsServiceException answer
        ? answered(S3Answer.of(answer, TWO_NAMES))
        : unanswered(exception);
  }

  private Failure unanswered(SdkException exception) {
    return switch (breakdowns.outcome(exception)) {
      case PutOutcome.Refused(Failure failure) -> assuming(failure);
      case PutOutcome.Unknown(Failure failure) -> assuming(failure);
      case PutOutcome.Stored(), PutOutcome.AlreadyThere(), PutOutcome.OtherBytes _ ->
          throw new IllegalStateException("a request without an answer stores nothing", exception);
    };
  }

  private static Failure assuming(Failure failure) {
    return new Failure(
        failure.fault(),
        Stage.ASSUME_ROLE,
        failure.code(),
        failure.message(),
        failure.advice(),
        failure.retryAfter());
  }

  private Failure answered(S3Answer answer) {
    return switch (answer.code()) {
      case "AccessDenied", "AccessDeniedException" -> refused(answer);
      case "NoSuchEntity", "NoSuchRole" -> missing(answer);
      case "ValidationError", "InvalidParameterValue", "MalformedPolicyDocument" ->
          new Failure(
              Fault.CUSTOMER,
              Stage.ASSUME_ROLE,
              "INVALID_ROLE",
              said(answer),
              "Correct the roleArn.");
      case "RequestExpired", "RequestTimeTooSkewed" -> clockSkewed();
      case "SignatureDoesNotMatch", "InvalidSignatureException" -> signatureRefused(answer);
      case "InvalidClientTokenId",
          "InvalidAccessKeyId",
          "UnrecognizedClientException",
          "MissingAuthenticationToken",
          "IncompleteSignature",
          "OptInRequired",
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidToken" ->
          identityRefused(answer);
      case "RegionDisabledException", "RegionDisabled" ->
          ours(
              "STS_REGION_DISABLED",
              said(answer),
              "Ask the operator of this service to activate that region in its AWS account.");
      case "Throttling",
          "ThrottlingException",
          "RequestLimitExceeded",
          "TooManyRequestsException",
          "SlowDown",
          "ServiceUnavailable" ->
          throttled(answer);
      default -> other(answer);
    };
  }

  /** AWS does not tell a role that is missing from one that does not trust, on purpose. */
  private Failure refused(S3Answer answer) {
    return new Failure(
        Fault.CUSTOMER,
        Stage.ASSUME_ROLE,
        "ROLE_NOT_ASSUMABLE",
        said(answer),
        "Check that the role exists, and that its trust policy has this statement: "
            + Statements.trust(principal(answer), role.externalId()));
  }

  /** What other stores than AWS say. */
  private Failure missing(S3Answer answer) {
    String[] arn = role.role().value().split(":", 6);
    return new Failure(
        Fault.CUSTOMER,
        Stage.ASSUME_ROLE,
        "NO_SUCH_ROLE",
        said(answer),
        "Create the "
            + arn[5].replaceFirst("/", " ")
            + " in account "
            + arn[4]
            + ", or correct the roleArn; its trust policy needs this statement: "
            + Statements.trust(principal(answer), role.externalId()));
  }

  /** Us, as a trust policy names us. */
  private static String principal(S3Answer answer) {
    Matcher asker = ASKER.matcher(answer.said());
    if (!asker.find()) {
      return "<the identity of this service: ask its operator>";
    }
    Matcher session = SESSION.matcher(asker.group(1));
    return session.matches()
        ? session.group(1) + ":iam::" + session.group(2) + ":role/" + session.group(3)
        : asker.group(1);
  }

  private Failure signatureRefused(S3Answer answer) {
    if (isOfTime(answer)) {
      return clockSkewed();
    }
    return answer.said().startsWith("Credential should be scoped to a valid region")
        ? ours(
            "STS_WRONG_REGION",
            said(answer),
            "Ask the operator of this service to remove the setting "
                + RoleSettings.STS_ENDPOINT_SETTING
                + ": without it, roles are assumed in the region of their bucket.")
        : identityRefused(answer);
  }

  private static boolean isOfTime(S3Answer answer) {
    return answer.said().startsWith("Signature expired")
        || answer.said().startsWith("Signature not yet current");
  }

  private static Failure clockSkewed() {
    return ours(
        "CLOCK_SKEWED",
        "The STS refused the request because the clocks differ by more than 15 minutes.",
        "Set the clock of the machine on which this service runs (NTP).");
  }

  private static Failure identityRefused(S3Answer answer) {
    return ours(
        "SERVICE_IDENTITY_REFUSED",
        "The STS does not take this service's own AWS credentials (" + answer.code() + ").",
        "Ask the operator of this service to correct its AWS identity ("
            + RoleSettings.IDENTITY_SETTING
            + "), or, in a region that has to be enabled, to enable it in its account.");
  }

  private Failure other(S3Answer answer) {
    return switch (answer.status()) {
      case 401, 403 -> refused(answer);
      case 429, 503 -> throttled(answer);
      default ->
          answer.status() >= 500 || answer.status() < 300
              ? capacity("STS_ERROR", said(answer), "", answer)
              : new Failure(
                  sts.fault(),
                  Stage.ASSUME_ROLE,
                  "UNEXPECTED_ANSWER",
                  said(answer),
                  "Check that the role's ARN is right, and that the STS is one.");
    };
  }

  private static String said(S3Answer answer) {
    return answer.said().isEmpty()
        ? "The STS answered "
            + answer.status()
            + (answer.code().isEmpty() ? "." : " " + answer.code() + ".")
        : answer.said();
  }

  private static Failure ours(String code, String message, String advice) {
    return new Failure(Fault.OURS, Stage.ASSUME_ROLE, code, message, advice);
  }

  private static Failure throttled(S3Answer answer) {
    return capacity(
        "THROTTLED",
        "The STS asks to slow down.",
        "Wait: it is tried again by itself. If it goes on, ask the operator of this service to have"
            + " its account's limits at the STS raised.",
        answer);
  }

  private static Failure capacity(String code, String message, String advice, S3Answer answer) {
    return new Failure(
        Fault.CAPACITY, Stage.ASSUME_ROLE, code, message, advice, answer.retryAfter());
  }
}
