package dev.waybill.stores.s3;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Location;
import dev.waybill.stores.s3.setup.KmsKeyArn;
import dev.waybill.stores.s3.setup.Statements;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What S3 passes on of AWS KMS, with whose key it was to encrypt an object. */
final class KmsAnswers {
  private static final String PREFIX = "KMS.";

  private static final Pattern ACTION = Pattern.compile("\\bkms:[A-Za-z]+");
  private static final Pattern KEY = Pattern.compile("(arn:aws[a-z-]*:kms:[A-Za-z0-9:/-]+)");

  /** AWS says whose access key it was. */
  private static final Pattern ASKER =
      Pattern.compile("User: (arn:aws[a-z-]*:iam::[0-9]{12}:[!#-~]+) is not authorized");

  private final S3Location location;
  private final Grantee grantee;

  KmsAnswers(S3Location location, Grantee grantee) {
    this.location = location;
    this.grantee = grantee;
  }

  /** Empty if the answer is not about a key. */
  Optional<Failure> failure(S3Answer answer) {
    if (answer.status() >= 500) {
      return Optional.empty();
    }
    if (answer.code().startsWith(PREFIX)) {
      return Optional.of(ofKms(answer));
    }
    boolean denied = answer.code().equals("AccessDenied") && ACTION.matcher(answer.said()).find();
    return denied ? Optional.of(denied(answer)) : Optional.empty();
  }

  private Failure ofKms(S3Answer answer) {
    String key = key(answer).map(arn -> "The KMS key " + arn).orElse("The KMS key");
    return switch (answer.code().substring(PREFIX.length())) {
      case "AccessDeniedException" -> denied(answer);
      case "DisabledException" ->
          customer(
              "KMS_KEY_DISABLED",
              key + " is disabled." + said(answer),
              "Enable the key in AWS KMS, or name another one.");
      case "NotFoundException" ->
          answer.said().startsWith("Invalid arn ")
              ? customer(
                  "KMS_KEY_IN_ANOTHER_REGION",
                  key + " is not in the bucket's region." + said(answer),
                  "Name a key of the region "
                      + location.region()
                      + ": S3 encrypts only with keys of the bucket's own.")
              : customer(
                  "KMS_KEY_NOT_FOUND",
                  key + " does not exist." + said(answer),
                  "Correct kmsKeyId: give the key's ARN, which also names the account and the"
                      + " region.");
      case "KMSInvalidStateException" ->
          customer(
              "KMS_KEY_UNUSABLE",
              key + " cannot be used in its present state." + said(answer),
              "Cancel the key's deletion or complete its set-up in AWS KMS, or name another key.");
      case "ThrottlingException", "Throttling", "LimitExceededException" ->
          new Failure(
              Fault.CAPACITY,
              Stage.PUT,
              "THROTTLED",
              "AWS KMS asks to slow down." + said(answer),
              "A bucket key asks KMS less often.",
              answer.retryAfter());
      default ->
          customer(
              "KMS_KEY_REFUSED",
              key + " was refused (" + answer.code() + ")." + said(answer),
              "Name a symmetric key for encryption, of the bucket's region.");
    };
  }

  private Failure denied(S3Answer answer) {
    Optional<KmsKeyArn> key = key(answer);
    return customer(
        "KMS_DENIED",
        grantee
            + " may not use the KMS key "
            + key.map(arn -> arn + " ").orElse("")
            + "with which objects in bucket '"
            + location.bucket()
            + "' are encrypted."
            + said(answer),
        key.map(arn -> grant(arn, answer))
            .orElse(
                "Allow kms:GenerateDataKey and kms:Decrypt on the key, in "
                    + grantee.policy()
                    + " and in the key's policy."));
  }

  private String grant(KmsKeyArn key, S3Answer answer) {
    return "Add this statement to "
        + grantee.policy()
        + ": "
        + Statements.encrypt(key)
        + principal(answer)
            .map(arn -> ", and this one to the key's policy: " + Statements.keyUsedBy(arn, key))
            .orElse(", and let the key's policy allow the same")
        + " (not needed if that policy leaves access to IAM policies of the same account).";
  }

  /** How the key's policy names who asked. */
  private Optional<String> principal(S3Answer answer) {
    return switch (grantee) {
      case Grantee.Role role -> Optional.of(role.arn().value());
      case Grantee.KeyHolder _ -> firstOf(ASKER, answer);
    };
  }

  /** Which key it is: AWS knows best, for it may be the bucket's. */
  private Optional<KmsKeyArn> key(S3Answer answer) {
    Optional<String> named = firstOf(KEY, answer);
    if (named.isPresent()) {
      return named.flatMap(KmsKeyArn::ifKey);
    }
    return location.options().encryption() instanceof S3Encryption.Kms(String id, boolean _)
        ? KmsKeyArn.ifKey(id)
        : Optional.empty();
  }

  /**
   * What AWS itself says. The words of anybody else, or those that somebody on the way could have
   * changed, must not tell a customer whom to let use which key.
   */
  private Optional<String> firstOf(Pattern pattern, S3Answer answer) {
    Matcher found = pattern.matcher(answer.said());
    return location.endpoint().isEmpty() && found.find()
        ? Optional.of(found.group(1))
        : Optional.empty();
  }

  private static String said(S3Answer answer) {
    return answer.said().isEmpty() ? "" : " The store says: " + answer.said();
  }

  private static Failure customer(String code, String message, String advice) {
    return new Failure(Fault.CUSTOMER, Stage.PUT, code, message, advice);
  }
}
