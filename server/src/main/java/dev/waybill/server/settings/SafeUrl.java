package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import java.net.URI;

/** URLs to which secrets and tokens may go. */
final class SafeUrl {
  private SafeUrl() {}

  /**
   * Lets nothing pass that could be read on the way, or that hides where it leads.
   *
   * @throws InvalidInput of the field; the message continues "it"
   */
  static void require(String field, URI url) {
    boolean bare =
        url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
    boolean safe = "https".equals(url.getScheme()) || isLoopback(url.getHost());
    if (!bare || !safe) {
      throw new InvalidInput(
          field, "is an https URL without user, query and fragment; http works on loopback alone");
    }
  }

  /**
   * The same of one that is a host's own.
   *
   * @param why what it tells about the host, such as "the service lies at the root of its host"
   */
  static void requireOrigin(String field, URI url, String why) {
    require(field, url);
    if (!url.getRawPath().replace("/", "").isEmpty()) {
      throw new InvalidInput(field, "has no path: " + why);
    }
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }
}
