package dev.waybill.stores.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** What an S3Proxy keeps in its folder, read without asking it. */
public final class StoredObjects {
  private final WholeObjects blobs;

  StoredObjects(Path folder) {
    blobs = new WholeObjects(folder);
  }

  void createBucket(String name) {
    blobs.createContainer(name);
  }

  void delete(String bucket, String key) {
    blobs.removeBlob(bucket, key);
  }

  /** All keys of a bucket, ascending. */
  public List<String> keys(String bucket) {
    List<String> keys = new ArrayList<>();
    ListObjectsV2Request.Builder request = ListObjectsV2Request.builder().bucket(bucket);
    ListObjectsV2Response page;
    do {
      page = blobs.list(request.build());
      page.contents().forEach(object -> keys.add(object.key()));
      request.continuationToken(page.nextContinuationToken());
    } while (Boolean.TRUE.equals(page.isTruncated()));
    return keys.stream().sorted().toList();
  }

  /** What lies under that key. */
  public Optional<byte[]> read(String bucket, String key) {
    try (ResponseInputStream<GetObjectResponse> object =
        blobs.getBlob(GetObjectRequest.builder().bucket(bucket).key(key).build())) {
      return object == null ? Optional.empty() : Optional.of(object.readAllBytes());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
