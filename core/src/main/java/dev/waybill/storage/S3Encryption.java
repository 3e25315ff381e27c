package dev.waybill.storage;

import dev.waybill.fault.InvalidInput;
import java.util.regex.Pattern;

/** How a bucket is asked to encrypt an object at rest. */
public sealed interface S3Encryption {

  /** Nothing is asked for: as the bucket's own settings say. */
  record BucketDefault() implements S3Encryption {}

  /** With keys that S3 keeps (SSE-S3). */
  record S3Managed() implements S3Encryption {}

  /**
   * With a key of AWS KMS (SSE-KMS).
   *
   * @param keyId the ARN of the key or of an alias, or, of a key in the account that puts, its id
   *     or an alias. Ids have no more form than this: stores other than AWS name keys as they like
   * @param bucketKey whether S3 derives the objects' keys from one of the bucket's, which asks KMS
   *     less often
   */
  record Kms(String keyId, boolean bucketKey) implements S3Encryption {
    private static final String ID = "[A-Za-z0-9-]{1,128}";
    private static final String ALIAS = "alias/[A-Za-z0-9/_-]{1,250}";
    private static final Pattern KEY =
        Pattern.compile(
            "(arn:aws[a-z-]*:kms:[a-z0-9-]{1,63}:[0-9]{12}:(key/"
                + ID
                + "|"
                + ALIAS
                + ")|"
                + ID
                + "|"
                + ALIAS
                + ")");

    /**
     * @throws InvalidInput if it cannot be a key
     */
    public Kms {
      if (!KEY.matcher(keyId).matches()) {
        throw new InvalidInput(
            "kmsKeyId",
            "A kmsKeyId is the ARN of a KMS key, such as"
                + " arn:aws:kms:eu-central-1:111122223333:key/<id>, or its id alone, or alias/<name>"
                + " or its ARN.");
      }
    }
  }
}
