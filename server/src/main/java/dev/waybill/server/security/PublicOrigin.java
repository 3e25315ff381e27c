package dev.waybill.server.security;

import java.net.URI;
import java.util.Locale;

/**
 * Where browsers reach this service. What a request says of its host is never asked.
 *
 * @param text as browsers write it in {@code Origin}
 */
public record PublicOrigin(String text) {

  /** The origin of a URL. */
  public static PublicOrigin of(URI url) {
    boolean usual =
        url.getPort() == -1 || url.getPort() == (url.getScheme().equals("https") ? 443 : 80);
    String host = url.getHost().toLowerCase(Locale.ROOT);
    return new PublicOrigin(url.getScheme() + "://" + host + (usual ? "" : ":" + url.getPort()));
  }

  /** A URL of this service. */
  public String url(String path) {
    return text + path;
  }

  boolean isEncrypted() {
    return text.startsWith("https:");
  }
}
