package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.StoragePath;
import java.util.Optional;

/**
 * A folder of a bucket of Google's, as asked for; not yet checked.
 *
 * @param destination {@code gs://bucket/folder}, instead of {@code bucket} and {@code path}
 */
public record GcsPlace(
    Optional<String> destination, Optional<String> bucket, Optional<String> path) {
  public GcsPlace {
    requireNonNull(destination, "destination is null");
    requireNonNull(bucket, "bucket is null");
    requireNonNull(path, "path is null");
  }

  /**
   * A new place.
   *
   * @throws InvalidInput if it is not named, or there can be no such place
   */
  GcsLocation location() {
    return destination
        .map(this::parsed)
        .orElseGet(
            () ->
                new GcsLocation(
                    bucket.orElseThrow(
                        () ->
                            new InvalidInput(
                                "bucket",
                                "The bucket is missing: give bucket and path, or destination.")),
                    path.map(StoragePath::new).orElse(StoragePath.ROOT)));
  }

  /** What is left out is as before. */
  GcsLocation location(GcsLocation before) {
    return destination
        .map(this::parsed)
        .orElseGet(
            () ->
                new GcsLocation(
                    bucket.orElse(before.bucket()),
                    path.map(StoragePath::new).orElse(before.path())));
  }

  private GcsLocation parsed(String url) {
    if (bucket.isPresent() || path.isPresent()) {
      throw new InvalidInput("destination", "Give either destination, or bucket and path.");
    }
    return GcsLocation.parse(url);
  }
}
