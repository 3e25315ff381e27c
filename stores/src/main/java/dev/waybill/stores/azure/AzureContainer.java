package dev.waybill.stores.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.ObjectKey;
import dev.waybill.stores.deadline.Deadline;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.List;

/**
 * The three requests Waybill sends to a container, each taking effect at most once. They throw what
 * the SDK throws.
 */
final class AzureContainer {
  /** What is asked of a container. */
  enum Action {
    PUT,
    STAGE,
    COMMIT
  }

  private static final String UNLESS_THERE = "*";
  private static final String CONTENT_TYPE = "application/octet-stream";

  private final BlobContainerClient client;
  private final AzureLocation location;
  private final TimeSource time;
  private final Duration timeout;

  /**
   * @param timeout for one request, with the sign-in that it may need
   */
  AzureContainer(
      BlobContainerClient client, AzureLocation location, TimeSource time, Duration timeout) {
    this.time = time;
    this.timeout = timeout;
    this.client = client;
    this.location = location;
  }

  void put(ObjectKey key, Block content) {
    blob(key)
        .uploadWithResponse(
            new BlockBlobSimpleUploadOptions(content.data())
                .setContentMd5(content.md5())
                .setHeaders(contentType())
                .setRequestConditions(unlessThere()),
            /* timeout= */ null,
            AzureHttp.until(new Deadline(time, timeout)));
  }

  /** Sends a block, which shows nowhere before it is committed. */
  void stage(ObjectKey key, String id, Block content) {
    blob(key)
        .stageBlockWithResponse(
            new BlockBlobStageBlockOptions(id, content.data()).setContentMd5(content.md5()),
            /* timeout= */ null,
            AzureHttp.until(new Deadline(time, timeout)));
  }

  void commit(ObjectKey key, List<String> ids) {
    blob(key)
        .commitBlockListWithResponse(
            new BlockBlobCommitBlockListOptions(ids)
                .setHeaders(contentType())
                .setRequestConditions(unlessThere()),
            /* timeout= */ null,
            AzureHttp.until(new Deadline(time, timeout)));
  }

  private BlockBlobClient blob(ObjectKey key) {
    return client.getBlobClient(location.path().resolve(key)).getBlockBlobClient();
  }

  private static BlobHttpHeaders contentType() {
    return new BlobHttpHeaders().setContentType(CONTENT_TYPE);
  }

  private static BlobRequestConditions unlessThere() {
    return new BlobRequestConditions().setIfNoneMatch(UNLESS_THERE);
  }
}
