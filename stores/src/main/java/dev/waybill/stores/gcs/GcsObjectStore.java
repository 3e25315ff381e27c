package dev.waybill.stores.gcs;

import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.stores.upload.UploadBuffer;
import java.io.IOException;

/** One folder of one bucket, as one account. */
final class GcsObjectStore implements ObjectStore {
  private final GcsBucket bucket;
  private final GcsLocation location;
  private final GcsAnswers answers;
  private final GcsBreakdowns breakdowns;
  private final int chunkBytes;

  GcsObjectStore(
      GcsBucket bucket,
      GcsLocation location,
      GcsAnswers answers,
      GcsBreakdowns breakdowns,
      int chunkBytes) {
    this.bucket = bucket;
    this.location = location;
    this.answers = answers;
    this.breakdowns = breakdowns;
    this.chunkBytes = chunkBytes;
  }

  @Override
  public PutOutcome put(ObjectKey key, byte[] content) {
    return put(name(key), Slices.of(content));
  }

  @Override
  public ObjectUpload begin(ObjectKey key) {
    return new GcsUpload(
        this, bucket, answers, breakdowns, name(key), new UploadBuffer(chunkBytes));
  }

  @Override
  public long bufferedBytesPerUpload() {
    return chunkBytes;
  }

  @Override
  public void close() {
    // What it uses is shared by all stores.
  }

  PutOutcome put(String name, Slices content) {
    try {
      return answers.outcome(bucket.put(name, content), name, content.length(), content.crc32c());
    } catch (IOException e) {
      return breakdowns.outcome(e);
    }
  }

  private String name(ObjectKey key) {
    return location.path().resolve(key);
  }
}
