package dev.waybill.stores.s3;

import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.S3Checksum;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.S3Options;
import dev.waybill.stores.deadline.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * The five requests Waybill sends to a bucket, each taking effect at most once. They throw what the
 * SDK throws.
 */
final class S3Bucket implements AutoCloseable {
  private static final String UNLESS_THERE = "*";
  private static final String CONTENT_TYPE = "application/octet-stream";
  private static final Duration ABORT_TIMEOUT = Duration.ofSeconds(5);

  private final S3Client client;
  private final Signing signing;
  private final S3Location location;
  private final S3Checksum checksum;
  private volatile boolean unencrypted;

  S3Bucket(S3Client client, Signing signing, S3Location location) {
    this.client = client;
    this.signing = signing;
    this.location = location;
    checksum = location.checksum();
  }

  void put(ObjectKey key, Payload payload) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder().bucket(location.bucket()).key(location.path().resolve(key));
    if (location.abilities().allowCondition()) {
      request.ifNoneMatch(UNLESS_THERE);
    }
    OptionHeaders.add(location.options(), request);
    switch (checksum) {
      case CRC32C -> request.checksumCRC32C(Integrity.crc32c(payload));
      case CONTENT_MD5 -> request.contentMD5(Integrity.md5(payload));
      case SIGNED_BODY -> {}
    }
    PutObjectResponse stored =
        signing.send(
            signature ->
                client.putObject(request.overrideConfiguration(signature).build(), body(payload)));
    heed(EncryptionAnswer.of(stored));
  }

  /** Starts a multipart upload and returns its id. */
  String create(ObjectKey key) {
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder()
            .bucket(location.bucket())
            .key(location.path().resolve(key))
            .contentType(CONTENT_TYPE);
    OptionHeaders.add(location.options(), request);
    switch (checksum) {
      case CRC32C -> request.checksumAlgorithm(ChecksumAlgorithm.CRC32_C);
      case CONTENT_MD5, SIGNED_BODY -> {}
    }
    CreateMultipartUploadResponse started =
        signing.send(
            signature ->
                client.createMultipartUpload(request.overrideConfiguration(signature).build()));
    heed(EncryptionAnswer.of(started));
    return started.uploadId();
  }

  CompletedPart putPart(ObjectKey key, String uploadId, int number, Payload payload) {
    UploadPartRequest.Builder request =
        UploadPartRequest.builder()
            .bucket(location.bucket())
            .key(location.path().resolve(key))
            .uploadId(uploadId)
            .partNumber(number);
    location.options().expectedBucketOwner().ifPresent(request::expectedBucketOwner);
    CompletedPart.Builder part = CompletedPart.builder().partNumber(number);
    switch (checksum) {
      case CRC32C -> {
        String crc32c = Integrity.crc32c(payload);
        request.checksumCRC32C(crc32c);
        part.checksumCRC32C(crc32c);
      }
      case CONTENT_MD5 -> request.contentMD5(Integrity.md5(payload));
      case SIGNED_BODY -> {}
    }
    String eTag =
        signing
            .send(
                signature ->
                    client.uploadPart(
                        request.overrideConfiguration(signature).build(), body(payload)))
            .eTag();
    return part.eTag(eTag).build();
  }

  void complete(ObjectKey key, String uploadId, List<CompletedPart> parts) {
    CompleteMultipartUploadRequest.Builder request =
        CompleteMultipartUploadRequest.builder()
            .bucket(location.bucket())
            .key(location.path().resolve(key))
            .uploadId(uploadId)
            .multipartUpload(upload -> upload.parts(parts));
    if (location.abilities().allowCondition()) {
      request.ifNoneMatch(UNLESS_THERE);
    }
    location.options().expectedBucketOwner().ifPresent(request::expectedBucketOwner);
    signing.send(
        signature ->
            client.completeMultipartUpload(request.overrideConfiguration(signature).build()));
  }

  void abort(ObjectKey key, String uploadId) {
    AbortMultipartUploadRequest.Builder request =
        AbortMultipartUploadRequest.builder()
            .bucket(location.bucket())
            .key(location.path().resolve(key))
            .uploadId(uploadId);
    location.options().expectedBucketOwner().ifPresent(request::expectedBucketOwner);
    signing.send(
        signature ->
            client.abortMultipartUpload(
                request
                    .overrideConfiguration(
                        signature.andThen(limits -> limits.apiCallTimeout(ABORT_TIMEOUT)))
                    .build()));
  }

  /** Whether the store did not say of an object that it is encrypted as asked. */
  boolean hasTakenUnencrypted() {
    return unencrypted;
  }

  S3Location location() {
    return location;
  }

  /** The same bucket, for requests that only ask and end by then; ends with this one. */
  S3Bucket asking(Deadline deadline) {
    return new S3Bucket(client, signing.asking(deadline), location);
  }

  /** The same bucket, whoever owns it; ends with this one. */
  S3Bucket ofAnyOwner() {
    return of(Optional.empty());
  }

  /** The same bucket, as if that account had to own it; ends with this one. */
  S3Bucket of(String owner) {
    return of(Optional.of(owner));
  }

  private S3Bucket of(Optional<String> owner) {
    S3Options options = new S3Options(S3Options.NONE.encryption(), owner, false);
    return new S3Bucket(client, signing, location.with(options));
  }

  @Override
  public void close() {
    client.close();
  }

  private void heed(EncryptionAnswer answer) {
    if (!answer.isAsAsked(location.options().encryption())) {
      unencrypted = true;
    }
  }

  private static RequestBody body(Payload payload) {
    return RequestBody.fromContentProvider(payload::open, payload.length(), CONTENT_TYPE);
  }
}
