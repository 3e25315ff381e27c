package dev.waybill.server.security;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where browsers reach this service. What a request says of its host is never asked.
 *
 * @param text as browsers write it in {@code Origin}
 */
public record PublicOrigin(String text) {

  /**
   * The origin of a URL.
   *
   * @throws IllegalArgumentException unless the URL has a host and the scheme http or https
   */
  public static PublicOrigin of(URI url) {
    return find(url).orElseThrow(() -> new IllegalArgumentException("no origin: " + url));
  }

  /** The same of a URL that anybody may have written; empty if it has none. */
  public static Optional<PublicOrigin> find(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (url.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      return Optional.empty();
    }
    boolean usual = url.getPort() == -1 || url.getPort() == (scheme.equals("https") ? 443 : 80);
    String host = url.getHost().toLowerCase(Locale.ROOT);
    return Optional.of(
        new PublicOrigin(scheme + "://" + host + (usual ? "" : ":" + url.getPort())));
  }

  /** A URL of this service. */
  public String url(String path) {
    return text + path;
  }

  boolean isEncrypted() {
    return text.startsWith("https:");
  }
}
