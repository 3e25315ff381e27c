package dev.waybill.stores.s3;

import dev.waybill.fault.Failure;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.stores.deadline.Deadline;
import dev.waybill.stores.upload.UploadBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** One folder of one bucket with one access key. */
final class S3ObjectStore implements ObjectStore {
  private final S3Bucket bucket;
  private final S3Failures failures;
  private final int partBytes;
  private final Supplier<Deadline> deadlines;

  /**
   * @param deadlines of requests that begin now
   */
  S3ObjectStore(S3Bucket bucket, S3Failures failures, int partBytes, Supplier<Deadline> deadlines) {
    this.bucket = bucket;
    this.failures = failures;
    this.partBytes = partBytes;
    this.deadlines = deadlines;
  }

  @Override
  public PutOutcome put(ObjectKey key, byte[] content) {
    return put(key, Payload.of(content));
  }

  @Override
  public ObjectUpload begin(ObjectKey key) {
    return new S3Upload(this, bucket, failures, key, new UploadBuffer(partBytes));
  }

  @Override
  public Failure explain(ObjectKey key, Failure refusal) {
    return new OwnerCheck(bucket, deadlines).explain(key, refusal);
  }

  /** Whether the store takes objects for an owner whom it does not look at. */
  Optional<Failure> ignoredOwner() {
    return new OwnerCheck(bucket, deadlines).ignored(ObjectKey.MARKER);
  }

  @Override
  public boolean hasStoredUnencrypted() {
    return bucket.hasTakenUnencrypted();
  }

  @Override
  public long bufferedBytesPerUpload() {
    return partBytes;
  }

  @Override
  public void close() {
    bucket.close();
  }

  PutOutcome put(ObjectKey key, Payload payload) {
    try {
      bucket.put(key, payload);
      return new PutOutcome.Stored();
    } catch (SdkException e) {
      return failures.outcome(e);
    }
  }
}
