package dev.waybill.storage;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder of an S3 bucket.
 *
 * @param endpoint of an S3-compatible store; empty for AWS itself
 * @param pathStyle whether the bucket is part of the path instead of the host name
 * @param options how objects are put there; they say nothing of where that is
 * @param abilities what was found out about the store; nor do they
 */
public record S3Location(
    String bucket,
    StoragePath path,
    String region,
    Optional<URI> endpoint,
    boolean pathStyle,
    S3Options options,
    S3Abilities abilities)
    implements Location {
  /** AWS itself wants three characters at least, not every other store does. */
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");

  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,63}");

  public S3Location {
    if (bucket.isBlank()) {
      throw new InvalidInput("bucket", "The bucket is empty: give the name of an S3 bucket.");
    }
    if (!BUCKET.matcher(bucket).matches() || bucket.contains("..")) {
      throw new InvalidInput(
          "bucket", "A bucket's name has 1 to 63 lower-case letters, digits, '-' and '.'.");
    }
    if (!REGION.matcher(region).matches()) {
      throw new InvalidInput(
          "region", "A region has lower-case letters, digits and '-', such as us-east-1.");
    }
    requireNonNull(path, "path is null");
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(options, "options is null");
    requireNonNull(abilities, "abilities is null");
    endpoint.ifPresent(S3Location::requireHttp);
  }

  /** A place of whose store nothing was found out. */
  public S3Location(
      String bucket,
      StoragePath path,
      String region,
      Optional<URI> endpoint,
      boolean pathStyle,
      S3Options options) {
    this(bucket, path, region, endpoint, pathStyle, options, S3Abilities.UNKNOWN);
  }

  /** Without options. */
  public S3Location(
      String bucket, StoragePath path, String region, Optional<URI> endpoint, boolean pathStyle) {
    this(bucket, path, region, endpoint, pathStyle, S3Options.NONE);
  }

  /** The same folder, with other options. */
  public S3Location with(S3Options changed) {
    return new S3Location(bucket, path, region, endpoint, pathStyle, changed, abilities);
  }

  @Override
  public S3Location below(StoragePath folder) {
    return new S3Location(
        bucket, path.below(folder), region, endpoint, pathStyle, options, abilities);
  }

  @Override
  public S3Location unlearned() {
    return with(S3Abilities.UNKNOWN);
  }

  public S3Location with(S3Abilities found) {
    return new S3Location(bucket, path, region, endpoint, pathStyle, options, found);
  }

  /** With what was found out about the store before it was changed to this, if that is the same. */
  public S3Location learnedFrom(S3Location before) {
    boolean same = bucket.equals(before.bucket()) && endpoint.equals(before.endpoint());
    return same ? with(before.abilities()) : this;
  }

  /** Whether the store is AWS itself, about which nothing needs to be found out. */
  public boolean isAmazons() {
    return endpoint.map(URI::getHost).filter(host -> !AmazonS3Hosts.include(host)).isEmpty();
  }

  /** Whether a put finds out that its name is taken; empty while that is not known. */
  public Optional<Boolean> conditionalPuts() {
    return isAmazons() ? Optional.of(true) : abilities.findTakenNames();
  }

  /** Whether objects are known to lie there without the encryption that is asked for. */
  public boolean ignoresEncryption() {
    return !isAmazons() && options.demandEncryption() && abilities.ignoresEncryption();
  }

  /** How bodies are protected on their way there. */
  public S3Checksum checksum() {
    return abilities
        .checksum()
        .orElse(endpoint.isEmpty() ? S3Checksum.CRC32C : S3Checksum.CONTENT_MD5);
  }

  @Override
  public String toString() {
    String key = path.value().isEmpty() ? "" : "/" + path;
    return "s3://" + bucket + key + endpoint.map(at -> " at " + at).orElse("");
  }

  private static void requireHttp(URI endpoint) {
    boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    boolean bare =
        endpoint.getUserInfo() == null
            && endpoint.getQuery() == null
            && endpoint.getFragment() == null;
    if (!http || endpoint.getHost() == null || !bare) {
      throw new InvalidInput(
          "endpoint", "An endpoint is a URL such as https://s3.example.com:9000, nothing more.");
    }
  }
}
