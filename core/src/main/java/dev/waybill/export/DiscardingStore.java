package dev.waybill.export;

import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;

/** A store that keeps nothing, for objects that are made to be looked at only. */
final class DiscardingStore implements ObjectStore {

  @Override
  public PutOutcome put(ObjectKey key, byte[] content) {
    return new PutOutcome.Stored();
  }

  @Override
  public ObjectUpload begin(ObjectKey key) {
    return new Upload();
  }

  @Override
  public long bufferedBytesPerUpload() {
    return 0;
  }

  @Override
  public void close() {
    // Holds nothing.
  }

  private static final class Upload implements ObjectUpload {
    @Override
    public void write(byte[] bytes, int offset, int length) {
      // Nothing is kept.
    }

    @Override
    public PutOutcome finish() {
      return new PutOutcome.Stored();
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
