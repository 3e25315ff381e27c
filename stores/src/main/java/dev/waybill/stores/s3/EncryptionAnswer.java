package dev.waybill.stores.s3;

import dev.waybill.storage.S3Encryption;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * How a store says that it encrypts an object it took. One that does not know the question answers
 * with success, and says nothing.
 */
record EncryptionAnswer(Optional<ServerSideEncryption> encryption, Optional<String> keyId) {
  private static final String KEY = ":key/";

  static EncryptionAnswer of(PutObjectResponse answer) {
    return new EncryptionAnswer(
        Optional.ofNullable(answer.serverSideEncryption()),
        Optional.ofNullable(answer.ssekmsKeyId()));
  }

  static EncryptionAnswer of(CreateMultipartUploadResponse answer) {
    return new EncryptionAnswer(
        Optional.ofNullable(answer.serverSideEncryption()),
        Optional.ofNullable(answer.ssekmsKeyId()));
  }

  boolean isAsAsked(S3Encryption asked) {
    return switch (asked) {
      case S3Encryption.BucketDefault() -> true;
      case S3Encryption.S3Managed() -> isBy(ServerSideEncryption.AES256);
      case S3Encryption.Kms(String key, boolean _) ->
          isBy(ServerSideEncryption.AWS_KMS) && !isOtherKey(key);
    };
  }

  private boolean isBy(ServerSideEncryption asked) {
    return encryption.equals(Optional.of(asked));
  }

  /** Ids and aliases have many ways to be said, the ARN of a key has one. */
  private boolean isOtherKey(String asked) {
    return asked.contains(KEY)
        && keyId.filter(said -> said.contains(KEY) && !said.equals(asked)).isPresent();
  }
}
