package dev.waybill.stores.s3;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Location;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a store says of options that it does not take. */
final class OptionAnswers {
  /** The words of stores that do not know a header, or not its value. */
  private static final Set<String> NOT_TAKEN =
      Set.of("InvalidArgument", "InvalidRequest", "NotImplemented");

  private static final Pattern ACL = Pattern.compile("(?i)\\bacls?\\b|access control list");
  private static final Pattern ENCRYPTION = Pattern.compile("(?i)encrypt|\\bkms\\b|\\bsse\\b");

  private final S3Location location;

  OptionAnswers(S3Location location) {
    this.location = location;
  }

  /** Empty if the answer is not about an option. */
  Optional<Failure> failure(S3Answer answer) {
    boolean notTaken = NOT_TAKEN.contains(answer.code());
    if (answer.code().equals("AccessControlListNotSupported")
        || (notTaken
            && location.options().bucketOwnerFullControl()
            && ACL.matcher(answer.said()).find())) {
      return Optional.of(
          failure(
              "ACL_NOT_SUPPORTED",
              "The bucket '" + location.bucket() + "' takes no objects with an ACL.",
              answer,
              "Set bucketOwnerFullControl to false: where ACLs are disabled, the bucket's owner"
                  + " owns its objects anyway."));
    }
    if (notTaken
        && !(location.options().encryption() instanceof S3Encryption.BucketDefault)
        && ENCRYPTION.matcher(answer.said()).find()) {
      return Optional.of(
          failure(
              "ENCRYPTION_NOT_SUPPORTED",
              "The store does not encrypt objects as it was asked to.",
              answer,
              "Set encryption to BUCKET_DEFAULT, or use a store that encrypts so."));
    }
    return Optional.empty();
  }

  private static Failure failure(String code, String message, S3Answer answer, String advice) {
    String said = answer.said().isEmpty() ? "" : " The store says: " + answer.said();
    return new Failure(Fault.CUSTOMER, Stage.PUT, code, message + said, advice);
  }
}
