package dev.waybill.server.webhooks;

import dev.waybill.fault.InvalidInput;
import java.net.URI;
import java.net.URISyntaxException;

/** Where webhooks go: an {@code https} URL without user, password and fragment. */
public record EndpointUrl(String text) {
  private static final int LONGEST = 2_000;

  public EndpointUrl {
    if (text.length() > LONGEST || !isUsable(text)) {
      throw new InvalidInput(
          "url",
          "A webhook's URL is such as https://example.com/hooks?key=1: https, with a host, without"
              + " a user or a fragment, and at most "
              + LONGEST
              + " characters.");
    }
  }

  public URI uri() {
    return URI.create(text);
  }

  private static boolean isUsable(String text) {
    try {
      URI uri = new URI(text).parseServerAuthority();
      return "https".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null
          && uri.getPort() != 0
          && uri.toASCIIString().equals(text);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
