package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Options;
import java.util.Optional;

/**
 * How objects are to be put into a bucket, as asked for; not yet checked.
 *
 * @param expectedBucketOwner an empty text: none is expected any more
 */
public record S3OptionsAsked(
    Optional<S3EncryptionType> encryption,
    Optional<String> kmsKeyId,
    Optional<Boolean> bucketKey,
    Optional<String> expectedBucketOwner,
    Optional<Boolean> bucketOwnerFullControl) {
  public S3OptionsAsked {
    requireNonNull(encryption, "encryption is null");
    requireNonNull(kmsKeyId, "kmsKeyId is null");
    requireNonNull(bucketKey, "bucketKey is null");
    requireNonNull(expectedBucketOwner, "expectedBucketOwner is null");
    requireNonNull(bucketOwnerFullControl, "bucketOwnerFullControl is null");
  }

  /**
   * The options; what is left out is as before.
   *
   * @throws InvalidInput if something cannot be, or contradicts the rest
   */
  S3Options after(S3Options before) {
    return new S3Options(
        encryption(before.encryption()),
        expectedBucketOwner.isPresent()
            ? expectedBucketOwner.filter(owner -> !owner.isEmpty())
            : before.expectedBucketOwner(),
        bucketOwnerFullControl.orElse(before.bucketOwnerFullControl()));
  }

  private S3Encryption encryption(S3Encryption before) {
    S3EncryptionType type =
        encryption.orElseGet(
            () -> kmsKeyId.isPresent() ? S3EncryptionType.SSE_KMS : S3EncryptionType.of(before));
    return switch (type) {
      case BUCKET_DEFAULT -> withoutKey(type, new S3Encryption.BucketDefault());
      case SSE_S3 -> withoutKey(type, new S3Encryption.S3Managed());
      case SSE_KMS -> withKey(before);
    };
  }

  private S3Encryption withoutKey(S3EncryptionType type, S3Encryption encryption) {
    if (kmsKeyId.isPresent()) {
      throw new InvalidInput(
          "kmsKeyId", "A kmsKeyId goes with the encryption SSE_KMS, not with " + type + ".");
    }
    if (bucketKey.isPresent()) {
      throw new InvalidInput(
          "bucketKey", "A bucketKey goes with the encryption SSE_KMS, not with " + type + ".");
    }
    return encryption;
  }

  private S3Encryption withKey(S3Encryption before) {
    Optional<S3Encryption.Kms> known =
        before instanceof S3Encryption.Kms kms ? Optional.of(kms) : Optional.empty();
    String key =
        kmsKeyId
            .or(() -> known.map(S3Encryption.Kms::keyId))
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "kmsKeyId", "The field kmsKeyId is missing: SSE_KMS needs a key."));
    return new S3Encryption.Kms(
        key, bucketKey.or(() -> known.map(S3Encryption.Kms::bucketKey)).orElse(true));
  }
}
