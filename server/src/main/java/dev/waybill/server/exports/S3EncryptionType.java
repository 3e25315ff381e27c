package dev.waybill.server.exports;

import dev.waybill.storage.S3Encryption;

/** The kinds of {@link S3Encryption} by the names that callers use. */
public enum S3EncryptionType {
  BUCKET_DEFAULT,
  SSE_S3,
  SSE_KMS;

  /** That of an encryption. */
  public static S3EncryptionType of(S3Encryption encryption) {
    return switch (encryption) {
      case S3Encryption.BucketDefault() -> BUCKET_DEFAULT;
      case S3Encryption.S3Managed() -> SSE_S3;
      case S3Encryption.Kms _ -> SSE_KMS;
    };
  }
}
