package dev.waybill.stores.s3;

import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Options;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * What a location's options add to the two requests by which an object gets its properties; in the
 * SDK these have nothing in common.
 */
final class OptionHeaders {
  private OptionHeaders() {}

  static void add(S3Options options, PutObjectRequest.Builder request) {
    switch (options.encryption()) {
      case S3Encryption.BucketDefault() -> {}
      case S3Encryption.S3Managed() -> request.serverSideEncryption(ServerSideEncryption.AES256);
      case S3Encryption.Kms(String keyId, boolean bucketKey) ->
          request
              .serverSideEncryption(ServerSideEncryption.AWS_KMS)
              .ssekmsKeyId(keyId)
              .bucketKeyEnabled(bucketKey);
    }
    if (options.bucketOwnerFullControl()) {
      request.acl(ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL);
    }
    options.expectedBucketOwner().ifPresent(request::expectedBucketOwner);
  }

  static void add(S3Options options, CreateMultipartUploadRequest.Builder request) {
    switch (options.encryption()) {
      case S3Encryption.BucketDefault() -> {}
      case S3Encryption.S3Managed() -> request.serverSideEncryption(ServerSideEncryption.AES256);
      case S3Encryption.Kms(String keyId, boolean bucketKey) ->
          request
              .serverSideEncryption(ServerSideEncryption.AWS_KMS)
              .ssekmsKeyId(keyId)
              .bucketKeyEnabled(bucketKey);
    }
    if (options.bucketOwnerFullControl()) {
      request.acl(ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL);
    }
    options.expectedBucketOwner().ifPresent(request::expectedBucketOwner);
  }
}
