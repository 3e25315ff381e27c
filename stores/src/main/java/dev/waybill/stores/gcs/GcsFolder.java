package dev.waybill.stores.gcs;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.StoragePath;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder of a bucket of Google Cloud Storage.
 *
 * @param endpoint of a private endpoint or an emulator; empty for Google itself
 */
public record GcsFolder(String bucket, StoragePath path, Optional<URI> endpoint) {
  /** A name with dots may be longer than one without. */
  private static final Pattern BUCKET =
      Pattern.compile("[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]|(?=.{3,222}$)[a-z0-9][a-z0-9._-]*[a-z0-9]");

  public GcsFolder {
    if (!BUCKET.matcher(bucket).matches() || bucket.contains("..")) {
      throw new InvalidInput(
          "bucket",
          "'"
              + bucket.replaceAll("\\p{Cntrl}", "?")
              + "' is not the name of a bucket: 3 to 63 lower-case letters, digits, '-', '_' and"
              + " '.'.");
    }
    requireNonNull(path, "path is null");
    requireNonNull(endpoint, "endpoint is null");
    endpoint.ifPresent(GcsFolder::requireHttp);
  }

  /** Ends with a slash unless it is empty. */
  String prefix() {
    return path.value().isEmpty() ? "" : path + "/";
  }

  @Override
  public String toString() {
    String folder = path.value().isEmpty() ? "" : "/" + path;
    return "gs://" + bucket + folder + endpoint.map(at -> " at " + at).orElse("");
  }

  private static void requireHttp(URI endpoint) {
    boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    boolean bare =
        endpoint.getRawUserInfo() == null
            && endpoint.getRawQuery() == null
            && endpoint.getRawFragment() == null
            && (endpoint.getRawPath().isEmpty() || endpoint.getRawPath().equals("/"));
    if (!http || endpoint.getHost() == null || !bare) {
      throw new InvalidInput(
          "endpoint",
          "An endpoint is a URL such as https://storage-europe.p.googleapis.com, nothing more.");
    }
  }
}
