package dev.waybill.stores.s3;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Location;
import dev.waybill.stores.s3.setup.Statements;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What a store's error answers mean. */
final class S3Answers {
  static final String ACCESS_DENIED = "ACCESS_DENIED";

  /** Those who are denied something, and the key, are up to 600 characters each. */
  private static final int TWO_NAMES = 1_500;

  /** The store says that it did nothing, although the status alone would not say so. */
  private static final Set<String> NOTHING_DONE =
      Set.of(
          "NotImplemented",
          "RequestLimitExceeded",
          "ServiceUnavailable",
          "SlowDown",
          "SlowDownRead",
          "SlowDownWrite",
          "Throttling",
          "XMinioStorageFull");

  private final S3Location location;
  private final Grantee grantee;
  private final KmsAnswers keys;
  private final OptionAnswers options;
  private final Unsupported unsupported;

  S3Answers(S3Location location, Grantee grantee) {
    this.location = location;
    this.grantee = grantee;
    keys = new KmsAnswers(location, grantee);
    options = new OptionAnswers(location);
    unsupported = new Unsupported(location);
  }

  PutOutcome outcome(AwsServiceException exception) {
    S3Answer answer = S3Answer.of(exception);
    if (answer.status() == 412 || answer.code().equals("PreconditionFailed")) {
      return new PutOutcome.AlreadyThere();
    }
    Failure failure =
        keys.failure(S3Answer.of(exception, TWO_NAMES))
            .or(() -> options.failure(answer))
            .orElseGet(() -> failure(answer));
    return leavesDoubt(answer) ? new PutOutcome.Unknown(failure) : new PutOutcome.Refused(failure);
  }

  private static boolean leavesDoubt(S3Answer answer) {
    return switch (answer.code()) {
      // Somebody else is putting the same name at this moment: an earlier attempt of ours.
      case "ConditionalRequestConflict" -> true;
      // The upload was completed by a request whose answer got lost, or cleaned away.
      case "NoSuchUpload" -> true;
      // An error may also follow after the status 200 of a long request.
      default ->
          (answer.status() >= 500 || answer.status() < 300)
              && !NOTHING_DONE.contains(answer.code());
    };
  }

  private Failure failure(S3Answer answer) {
    return switch (answer.code()) {
      case "NoSuchBucket" ->
          customer(
              "NO_SUCH_BUCKET",
              "The bucket '" + location.bucket() + "' does not exist.",
              "Create the bucket '"
                  + location.bucket()
                  + "' in region "
                  + location.region()
                  + ", or correct its name.");
      case "InvalidBucketName" ->
          customer(
              "INVALID_BUCKET_NAME",
              "The store does not take '" + location.bucket() + "' as the name of a bucket.",
              "Correct the bucket's name.");
      case "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "ExpiredToken",
          "InvalidToken",
          "TokenRefreshRequired" ->
          credentialsRefused(answer.code());
      case "AccessDenied", "AllAccessDisabled", "AccountProblem", "NotSignedUp", "UserSuspended" ->
          accessDenied(answer);
      case "PermanentRedirect",
          "TemporaryRedirect",
          "Redirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          wrongRegion(answer);
      case "RequestTimeTooSkewed" ->
          new Failure(
              Fault.OURS,
              Stage.PUT,
              "CLOCK_SKEWED",
              "The store refused the request because the clocks differ by more than 15 minutes.",
              "Set the clock of the machine on which this service runs (NTP).");
      case "ConditionalRequestConflict", "OperationAborted" ->
          capacity(
              answer, "CONFLICT", "The store is busy with another request for the same object.");
      case "SlowDown",
          "SlowDownRead",
          "SlowDownWrite",
          "ServiceUnavailable",
          "RequestLimitExceeded",
          "Throttling" ->
          throttled(answer, "The store asks to slow down.");
      case "QuotaExceeded", "XMinioStorageFull", "InsufficientStorage" ->
          new Failure(
              Fault.CAPACITY,
              Stage.PUT,
              "STORE_FULL",
              "The store that holds bucket '" + location.bucket() + "' is full.",
              "Make room, or raise the bucket's quota.");
      case "RequestTimeout" ->
          capacity(answer, "REQUEST_TIMEOUT", "The store gave up waiting for the object's bytes.");
      case "BadDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch" ->
          capacity(answer, "CORRUPTED_ON_THE_WAY", "The object's bytes changed on the way.");
      case "NotImplemented", "InvalidRequest", "InvalidArgument" ->
          unsupported.failure(answer).orElseGet(() -> other(answer));
      default -> other(answer);
    };
  }

  private Failure credentialsRefused(String code) {
    return switch (grantee) {
      case Grantee.KeyHolder(String accessKeyId) -> keyRefused(code, accessKeyId);
      case Grantee.Role role ->
          customer(
              "SESSION_REFUSED",
              "The store does not take the temporary credentials of the role "
                  + role.arn()
                  + " ("
                  + code
                  + ").",
              "Check that the role still exists, and that the endpoint is the store that the role"
                  + " is for.");
    };
  }

  private static Failure keyRefused(String code, String accessKeyId) {
    return switch (code) {
      case "InvalidAccessKeyId" ->
          customer(
              "UNKNOWN_ACCESS_KEY",
              "The access key id " + accessKeyId + " does not exist.",
              "Correct the access key id, or create a new access key.");
      case "SignatureDoesNotMatch" ->
          customer(
              "WRONG_SECRET",
              "The secret access key does not belong to the access key id " + accessKeyId + ".",
              "Give access key id and secret access key of one pair anew.");
      default ->
          customer(
              "EXPIRED_CREDENTIALS",
              "The access key " + accessKeyId + " has expired or was revoked.",
              "Give a new access key.");
    };
  }

  private Failure accessDenied(S3Answer answer) {
    String reason =
        answer.said().isEmpty() || answer.said().matches("Access ?Denied\\.?")
            ? ""
            : " The store says: " + answer.said();
    return customer(
        ACCESS_DENIED,
        grantee + " may not put objects into bucket '" + location.bucket() + "'." + reason,
        "Allow s3:PutObject"
            + (location.options().bucketOwnerFullControl() ? " and s3:PutObjectAcl" : "")
            + " on "
            + Statements.objects(location)
            + " (with a KMS key also kms:GenerateDataKey and kms:Decrypt): add this statement to "
            + grantee.policy()
            + ": "
            + Statements.put(location)
            + ". A bucket of another account must allow it in its own policy, too. A policy that"
            + " limits source addresses must let in those of this service, which the setup"
            + " instructions list (egressAddresses)."
            + location
                .options()
                .expectedBucketOwner()
                .map(
                    owner ->
                        " Or the bucket does not belong to the account "
                            + owner
                            + ", which S3 answers alike: check expectedBucketOwner.")
                .orElse(""));
  }

  private Failure wrongRegion(S3Answer answer) {
    String right =
        answer
            .region()
            .filter(region -> !region.equals(location.region()))
            .map(region -> ", but in " + region)
            .orElse("");
    return new Failure(
        Fault.CUSTOMER,
        Stage.RESOLVE,
        "WRONG_REGION",
        "The bucket '"
            + location.bucket()
            + "' is not in region "
            + location.region()
            + right
            + ".",
        right.isEmpty()
            ? "Correct the region: the bucket's properties show it."
            : "Set the region to " + answer.region().orElse("") + ".");
  }

  private Failure other(S3Answer answer) {
    String words =
        "The store answered "
            + answer.status()
            + (answer.code().isEmpty() ? "" : " " + answer.code())
            + (answer.said().isEmpty() ? "." : ": " + answer.said());
    return switch (answer.status()) {
      case 301, 302, 307, 308 -> wrongRegion(answer);
      case 401, 403 -> accessDenied(answer);
      case 429, 503 -> throttled(answer, words);
      case 507 -> capacity(answer, "STORE_FULL", words);
      default ->
          answer.status() >= 500 || answer.status() < 300
              ? capacity(answer, "STORE_ERROR", words)
              : customer(
                  "UNEXPECTED_ANSWER",
                  words,
                  "Check that endpoint and bucket are those of an S3 store.");
    };
  }

  private static Failure customer(String code, String message, String advice) {
    return new Failure(Fault.CUSTOMER, Stage.PUT, code, message, advice);
  }

  private static Failure throttled(S3Answer answer, String message) {
    return new Failure(
        Fault.CAPACITY,
        Stage.PUT,
        "THROTTLED",
        message,
        "Wait: it is tried again by itself. If it goes on, give this export a path of its own, or"
            + " have the store's limits raised.",
        answer.retryAfter());
  }

  private static Failure capacity(S3Answer answer, String code, String message) {
    return new Failure(Fault.CAPACITY, Stage.PUT, code, message, "", answer.retryAfter());
  }
}
