package dev.waybill.stores.azure;

import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.stores.upload.UploadBuffer;

/** One folder of one container. */
final class AzureObjectStore implements ObjectStore {
  private final AzureContainer container;
  private final PutFailures failures;
  private final int blockBytes;

  AzureObjectStore(AzureContainer container, PutFailures failures, int blockBytes) {
    this.container = container;
    this.failures = failures;
    this.blockBytes = blockBytes;
  }

  @Override
  public PutOutcome put(ObjectKey key, byte[] content) {
    return put(key, Block.of(content));
  }

  @Override
  public ObjectUpload begin(ObjectKey key) {
    return new AzureUpload(this, container, failures, key, new UploadBuffer(blockBytes));
  }

  @Override
  public long bufferedBytesPerUpload() {
    return blockBytes;
  }

  /** All stores share their connections. */
  @Override
  public void close() {}

  PutOutcome put(ObjectKey key, Block content) {
    try {
      container.put(key, content);
      return new PutOutcome.Stored();
    } catch (RuntimeException e) {
      return failures.outcome(e, AzureContainer.Action.PUT);
    }
  }
}
