package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.BucketPath;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import java.util.Optional;

/**
 * A folder of a bucket, as asked for, and how to put objects there; not yet checked.
 *
 * @param destination {@code s3://bucket/prefix}, instead of {@code bucket} and {@code path}
 */
public record S3Place(
    Optional<String> destination,
    Optional<String> bucket,
    Optional<String> path,
    Optional<String> region,
    Optional<String> endpoint,
    Optional<Boolean> pathStyle,
    S3OptionsAsked options) {
  public S3Place {
    requireNonNull(destination, "destination is null");
    requireNonNull(bucket, "bucket is null");
    requireNonNull(path, "path is null");
    requireNonNull(region, "region is null");
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(pathStyle, "pathStyle is null");
    requireNonNull(options, "options is null");
  }

  /** Empty if no bucket is named. */
  Optional<BucketPath> named() {
    return destination
        .map(this::parsed)
        .or(
            () ->
                bucket.map(
                    name ->
                        new BucketPath(name, path.map(StoragePath::new).orElse(StoragePath.ROOT))));
  }

  /** What is left out is as before. */
  BucketPath named(S3Location before) {
    return destination.isPresent()
        ? parsed(destination.get())
        : new BucketPath(
            bucket.orElse(before.bucket()), path.map(StoragePath::new).orElse(before.path()));
  }

  private BucketPath parsed(String url) {
    if (bucket.isPresent() || path.isPresent()) {
      throw new InvalidInput("destination", "Give either destination, or bucket and path.");
    }
    return BucketPath.parse(url);
  }
}
