package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An S3 destination with an access key, as asked for; not yet checked.
 *
 * @param destination {@code s3://bucket/prefix}, instead of {@code bucket} and {@code path}
 */
public record S3Target(
    Optional<String> destination,
    Optional<String> bucket,
    Optional<String> path,
    Optional<String> region,
    Optional<String> endpoint,
    Optional<Boolean> pathStyle,
    Optional<String> accessKeyId,
    Optional<String> secretAccessKey) {
  public S3Target {
    requireNonNull(destination, "destination is null");
    requireNonNull(bucket, "bucket is null");
    requireNonNull(path, "path is null");
    requireNonNull(region, "region is null");
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(pathStyle, "pathStyle is null");
    requireNonNull(accessKeyId, "accessKeyId is null");
    requireNonNull(secretAccessKey, "secretAccessKey is null");
  }

  @Override
  public String toString() {
    return "S3Target[" + destination + ", " + bucket + ", " + path + "]";
  }
}
