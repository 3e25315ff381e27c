package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A folder of a bucket, as asked for; not yet checked.
 *
 * @param destination {@code s3://bucket/prefix}, instead of {@code bucket} and {@code path}
 */
public record S3Place(
    Optional<String> destination,
    Optional<String> bucket,
    Optional<String> path,
    Optional<String> region,
    Optional<String> endpoint,
    Optional<Boolean> pathStyle) {
  public S3Place {
    requireNonNull(destination, "destination is null");
    requireNonNull(bucket, "bucket is null");
    requireNonNull(path, "path is null");
    requireNonNull(region, "region is null");
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(pathStyle, "pathStyle is null");
  }
}
