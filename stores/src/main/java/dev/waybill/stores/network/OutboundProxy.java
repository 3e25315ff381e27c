package dev.waybill.stores.network;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The HTTP proxy through which requests to customers' storage go: with {@code CONNECT} to an {@code
 * https} store, with an absolute target to an {@code http} one. It resolves the stores' names.
 *
 * @param host a name or an address, an IPv6 one without brackets; may be of the operator's own
 *     network
 * @param login what the proxy asks for, if it does
 */
public record OutboundProxy(String host, int port, Optional<Login> login) {
  /** The setting that names the proxy. */
  public static final String SETTING = "storage.proxy";

  /** Sent with every request to the proxy (Basic), never to a store. */
  public record Login(String user, String password) {
    public Login {
      requireNonNull(user, "user is null");
      requireNonNull(password, "password is null");
      if (user.isEmpty() || user.contains(":")) {
        throw new IllegalArgumentException("not a user name that Basic authentication can carry");
      }
    }

    @Override
    public String toString() {
      return "***";
    }
  }

  public OutboundProxy {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is blank");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port is not between 1 and 65535: " + port);
    }
    requireNonNull(login, "login is null");
  }

  /**
   * Reads {@code http://user:password@host:port}; user and password may be absent.
   *
   * @throws InvalidInput if it is anything else; the message shows nothing of the text, which may
   *     hold a password
   */
  public static OutboundProxy parse(String text) {
    try {
      URI uri = new URI(text.strip());
      if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || !isBare(uri)) {
        throw notAProxy();
      }
      return new OutboundProxy(
          uri.getHost().replaceAll("[\\[\\]]", ""),
          uri.getPort(),
          Optional.ofNullable(uri.getRawUserInfo()).map(OutboundProxy::login));
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Not the cause of what is thrown: its message shows the text.
      throw notAProxy();
    }
  }

  private static boolean isBare(URI uri) {
    return uri.getRawPath().matches("/?")
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null;
  }

  private static Login login(String userInfo) {
    int colon = userInfo.indexOf(':');
    return colon < 0
        ? new Login(decode(userInfo), "")
        : new Login(decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1)));
  }

  /** Of a URL's escapes only {@code %XX}: a plus stands for itself. */
  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static InvalidInput notAProxy() {
    return new InvalidInput(
        SETTING,
        "A proxy is given as http://user:password@host:port, without user and password if it asks"
            + " for none, and with the characters of these percent-encoded as in any URL.");
  }
}
