package dev.waybill.stores.s3;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.ObjectKey;
import dev.waybill.stores.deadline.Deadline;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tells a bucket in other hands from a missing permission, which S3 answers alike. A part of an
 * upload that does not exist can be put nowhere, but needs the permission to put: it is sent once
 * for the owner that is expected and once for any. If only the first is denied, then because of the
 * owner, for nothing else differs. Both together have the time of one request, and none of a role's
 * sessions is given up for what they are answered.
 */
final class OwnerCheck {
  private static final String NO_SUCH_UPLOAD = "waybill-asks-who-owns-this-bucket";

  private final S3Bucket bucket;
  private final Supplier<Deadline> deadlines;

  OwnerCheck(S3Bucket bucket, Supplier<Deadline> deadlines) {
    this.bucket = bucket;
    this.deadlines = deadlines;
  }

  Failure explain(ObjectKey key, Failure refusal) {
    return bucket
        .location()
        .options()
        .expectedBucketOwner()
        .filter(_ -> refusal.code().equals(S3Answers.ACCESS_DENIED))
        .filter(_ -> isOfAnother(key))
        .map(this::ofAnother)
        .orElse(refusal);
  }

  /** Whether the store does not know the question; AWS does. */
  Optional<Failure> ignored(ObjectKey key) {
    return bucket.location().isAmazons()
        ? Optional.empty()
        : bucket
            .location()
            .options()
            .expectedBucketOwner()
            .filter(owner -> isLetIn(bucket.asking(deadlines.get()).of(another(owner)), key))
            .map(OwnerCheck::ignored);
  }

  /** An account that differs in each digit. */
  private static String another(String owner) {
    return owner
        .chars()
        .map(digit -> '0' + '9' - digit)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private boolean isOfAnother(ObjectKey key) {
    S3Bucket asked = bucket.asking(deadlines.get());
    return answer(asked, key).filter(answer -> answer.status() == 403).isPresent()
        && isLetIn(asked.ofAnyOwner(), key);
  }

  private static boolean isLetIn(S3Bucket as, ObjectKey key) {
    return answer(as, key).filter(answer -> answer.code().equals("NoSuchUpload")).isPresent();
  }

  /** Empty if there was none. */
  private static Optional<S3Answer> answer(S3Bucket bucket, ObjectKey key) {
    try {
      bucket.putPart(key, NO_SUCH_UPLOAD, 1, Payload.of(new byte[0]));
      return Optional.empty();
    } catch (AwsServiceException e) {
      return Optional.of(S3Answer.of(e));
    } catch (SdkException e) {
      return Optional.empty();
    }
  }

  private static Failure ignored(String owner) {
    return new Failure(
        Fault.CUSTOMER,
        Stage.RESOLVE,
        "EXPECTED_OWNER_IGNORED",
        "This store does not look at whom a bucket belongs to: it would take objects as well if the"
            + " bucket did not belong to the account "
            + owner
            + ".",
        "Do not rely on expectedBucketOwner here, and leave it out: AWS looks at it, few other"
            + " stores do.");
  }

  private Failure ofAnother(String owner) {
    return new Failure(
        Fault.CUSTOMER,
        Stage.RESOLVE,
        "BUCKET_OF_ANOTHER_OWNER",
        "The bucket '"
            + bucket.location().bucket()
            + "' does not belong to the account "
            + owner
            + ", which is expected to own it.",
        "Check the bucket's name: nothing is put there. If it is the right one, correct"
            + " expectedBucketOwner.");
  }
}
