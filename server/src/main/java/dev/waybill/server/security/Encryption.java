package dev.waybill.server.security;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;

/** Whoever listens on the way could take over a session, or a key. */
public final class Encryption {
  private final PublicOrigin origin;

  public Encryption(PublicOrigin origin) {
    this.origin = requireNonNull(origin, "origin is null");
  }

  /**
   * Refuses a request that came without TLS, but for one of this machine.
   *
   * @param what came with it, at the beginning of a sentence
   */
  public void require(HttpServletRequest request, String what) {
    if (!request.isSecure() && !isLoopback(request.getRemoteAddr())) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          what + " came without TLS and was not looked at: use " + origin.text() + ".");
    }
  }

  /**
   * The same, and refuses it as well where the settings do not say that browsers come by TLS: they
   * would be given a cookie that they send without.
   */
  public void requireForCookie(HttpServletRequest request, String what) {
    require(request, what);
    if (request.isSecure() && !origin.isEncrypted()) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "Nobody can log in at this address yet: whoever runs this service has to set"
              + " server.public-url to it.");
    }
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false; // a name, which says nothing
    }
  }
}
