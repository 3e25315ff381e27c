package dev.waybill.cli.client;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A server and the key to use with it.
 *
 * @param apiKey empty if none is known
 * @param caBundle a PEM file with authorities to trust besides Java's, for the server's certificate
 */
public record Profile(URI host, String apiKey, Optional<Path> caBundle) {
  public static final URI DEFAULT_HOST = URI.create("http://127.0.0.1:8080");

  public Profile {
    requireNonNull(caBundle, "caBundle is null");
    boolean http = "http".equals(host.getScheme()) || "https".equals(host.getScheme());
    if (!http || host.getHost() == null) {
      throw new CommandFailure(
          "The host '" + host + "' is not a URL: give one such as https://waybill.example.com.",
          CommandFailure.USAGE);
    }
    if (!apiKey.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new CommandFailure(
          "The API key has characters that no key has: check WAYBILL_API_KEY or your profile.",
          CommandFailure.USAGE);
    }
  }

  @Override
  public String toString() {
    return "Profile[" + host + "]";
  }
}
