package dev.waybill.server.security;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.Session;
import dev.waybill.tenant.Sessions;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Recognises people by the cookie of their session. */
public final class SessionGuard implements People {
  private final Sessions sessions;
  private final Predicate<TenantId> active;
  private final TimeSource time;
  private final Duration idle;
  private final String issuer;
  private final PublicOrigin origin;
  private final SameOrigin sameOrigin;
  private final BrowserCookie cookie;

  /**
   * @param active whether a tenant exists and is not suspended
   * @param idle after how long without a request a session has ended
   * @param issuer at which people log in; sessions of another one have ended
   */
  public SessionGuard(
      Sessions sessions,
      Predicate<TenantId> active,
      TimeSource time,
      Duration idle,
      URI issuer,
      PublicOrigin origin) {
    this.sessions = requireNonNull(sessions, "sessions is null");
    this.active = requireNonNull(active, "active is null");
    this.time = requireNonNull(time, "time is null");
    this.idle = requireNonNull(idle, "idle is null");
    this.issuer = issuer.toString();
    this.origin = requireNonNull(origin, "origin is null");
    this.sameOrigin = new SameOrigin(origin);
    this.cookie = BrowserCookie.ofSession(origin);
  }

  @Override
  public Optional<Session> sessionOf(HttpServletRequest request) {
    Optional<String> token = cookie.read(request);
    if (token.isEmpty()) {
      return Optional.empty();
    }
    requireTls(request);
    sameOrigin.require(request);
    requireJson(request);
    Optional<Session> session =
        sessions.find(token.get(), time.now(), idle).filter(found -> isWelcome(found.person()));
    if (session.isEmpty()) {
      throw new ProblemException(
          ProblemCode.UNAUTHENTICATED, "Your session has ended: log in again at /login.");
    }
    return session;
  }

  private boolean isWelcome(Person person) {
    return person.issuer().equals(issuer) && person.tenant().stream().allMatch(active);
  }

  /** Whoever listens on the way could take the session over. */
  private void requireTls(HttpServletRequest request) {
    if (!request.isSecure() && !isLoopback(request.getRemoteAddr())) {
      throw new ProblemException(
          ProblemCode.FORBIDDEN,
          "Your session came without TLS and was not looked at: use " + origin.text() + ".");
    }
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false; // a name, which says nothing
    }
  }

  /** Other sites' forms cannot send this type, and no form of ours needs another. */
  private static void requireJson(HttpServletRequest request) {
    String type = request.getContentType();
    boolean json =
        type != null && type.toLowerCase(Locale.ROOT).matches("application/json *(;.*)?");
    if (request.getServletPath().equals(Route.GRAPHQL) && !json) {
      throw new ProblemException(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          "With a session, GraphQL is asked with the Content-Type application/json.");
    }
  }
}
