package dev.waybill.storage;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a customer's bucket asks of each object put into it, and what is asked of the bucket.
 *
 * @param expectedBucketOwner the AWS account, twelve digits, to which the bucket must belong: a
 *     bucket of that name in other hands then gets nothing; only AWS is known to look at it
 * @param bucketOwnerFullControl whether objects are put with the ACL {@code
 *     bucket-owner-full-control}, which takes the permission {@code s3:PutObjectAcl}
 */
public record S3Options(
    S3Encryption encryption, Optional<String> expectedBucketOwner, boolean bucketOwnerFullControl) {
  public static final S3Options NONE =
      new S3Options(new S3Encryption.BucketDefault(), Optional.empty(), false);

  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  /** Whether the store is to encrypt in a way that is said with each object. */
  public boolean demandEncryption() {
    return !(encryption instanceof S3Encryption.BucketDefault);
  }

  /**
   * @throws InvalidInput if the owner is no account
   */
  public S3Options {
    requireNonNull(encryption, "encryption is null");
    if (expectedBucketOwner.filter(owner -> !ACCOUNT.matcher(owner).matches()).isPresent()) {
      throw new InvalidInput(
          "expectedBucketOwner",
          "An expectedBucketOwner is an AWS account of twelve digits, such as 111122223333.");
    }
  }
}
