package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import java.net.URI;
import java.util.Optional;

/** A folder of a bucket, given by two fields or by one: {@code s3://bucket/prefix}. */
record BucketPath(String bucket, StoragePath path) {
  private static final String SCHEME = "s3://";

  BucketPath {
    requireNonNull(bucket, "bucket is null");
    requireNonNull(path, "path is null");
  }

  /** Empty if the target names no bucket. */
  static Optional<BucketPath> of(S3Place target) {
    return target
        .destination()
        .map(destination -> parse(target, destination))
        .or(() -> target.bucket().map(bucket -> new BucketPath(bucket, path(target))));
  }

  /** What the target leaves out is as before; empty if it leaves out both. */
  static Optional<BucketPath> of(S3Place target, S3Location before) {
    if (target.destination().isPresent()) {
      return of(target);
    }
    if (target.bucket().isEmpty() && target.path().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new BucketPath(
            target.bucket().orElse(before.bucket()),
            target.path().map(StoragePath::new).orElse(before.path())));
  }

  S3Location at(String region, Optional<URI> endpoint, boolean pathStyle) {
    return new S3Location(bucket, path, region, endpoint, pathStyle);
  }

  private static StoragePath path(S3Place target) {
    return target.path().map(StoragePath::new).orElse(StoragePath.ROOT);
  }

  private static BucketPath parse(S3Place target, String destination) {
    if (target.bucket().isPresent() || target.path().isPresent()) {
      throw invalid("Give either destination, or bucket and path.");
    }
    if (!destination.startsWith(SCHEME) || destination.length() == SCHEME.length()) {
      throw invalid("A destination has the form s3://bucket/prefix.");
    }
    String rest = destination.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    try {
      return slash < 0
          ? new BucketPath(rest, StoragePath.ROOT)
          : new BucketPath(rest.substring(0, slash), new StoragePath(rest.substring(slash)));
    } catch (InvalidInput e) {
      throw invalid(e.getMessage());
    }
  }

  private static InvalidInput invalid(String message) {
    return new InvalidInput("destination", message);
  }
}
