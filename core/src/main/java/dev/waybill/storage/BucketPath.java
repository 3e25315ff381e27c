package dev.waybill.storage;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;

/** A folder of a bucket; whether there can be such a bucket is not checked yet. */
public record BucketPath(String bucket, StoragePath path) {
  private static final String SCHEME = "s3://";

  public BucketPath {
    requireNonNull(bucket, "bucket is null");
    requireNonNull(path, "path is null");
  }

  /**
   * Reads {@code s3://bucket/prefix}.
   *
   * @throws InvalidInput if it is not of that form
   */
  public static BucketPath parse(String destination) {
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
