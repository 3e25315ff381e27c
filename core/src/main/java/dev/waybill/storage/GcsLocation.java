package dev.waybill.storage;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A folder of a bucket of Google Cloud Storage. */
public record GcsLocation(String bucket, StoragePath path) implements Location {
  /** A path may have any character. */
  private static final Pattern URL =
      Pattern.compile("gc?s://(?<bucket>[^/]+)(?<folder>/.*)?", Pattern.DOTALL);

  /** With dots up to 222 characters, of which each part has at most 63. */
  private static final Pattern BUCKET =
      Pattern.compile("(?=.{3,222}$)[a-z0-9][a-z0-9_-]{0,62}(\\.[a-z0-9_-]{1,63})*(?<=[a-z0-9])");

  public GcsLocation {
    if (!BUCKET.matcher(bucket).matches()) {
      throw new InvalidInput(
          "bucket",
          "A bucket's name has 3 to 222 lower-case letters, digits, '-', '_' and '.', at most 63"
              + " between dots.");
    }
    requireNonNull(path, "path is null");
  }

  /**
   * Reads {@code gs://bucket/folder}, or the same with {@code gcs://}.
   *
   * @throws InvalidInput if it is of neither form
   */
  public static GcsLocation parse(String destination) {
    Matcher named = URL.matcher(destination);
    if (!named.matches()) {
      throw invalid("A destination has the form gs://bucket/folder.");
    }
    try {
      return new GcsLocation(
          named.group("bucket"),
          new StoragePath(Optional.ofNullable(named.group("folder")).orElse("")));
    } catch (InvalidInput e) {
      throw invalid(e.getMessage());
    }
  }

  private static InvalidInput invalid(String message) {
    return new InvalidInput("destination", message);
  }

  @Override
  public GcsLocation below(StoragePath folder) {
    return new GcsLocation(bucket, path.below(folder));
  }

  /** Nothing is found out about Google Cloud Storage. */
  @Override
  public GcsLocation unlearned() {
    return this;
  }

  @Override
  public String toString() {
    String folder = path.value().isEmpty() ? "" : "/" + path;
    return "gs://" + bucket + folder;
  }
}
