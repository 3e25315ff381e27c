package dev.waybill.server.security;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.tenant.LoginMethod;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.Session;
import dev.waybill.tenant.Sessions;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
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
  private final Optional<String> issuer;
  private final Encryption encryption;
  private final SameOrigin sameOrigin;
  private final SessionCookies cookies;

  /**
   * @param active whether a tenant exists and is not suspended
   * @param idle after how long without a request a session has ended
   * @param issuer at which people log in; sessions of another one have ended. Empty where they log
   *     in otherwise alone
   */
  public SessionGuard(
      Sessions sessions,
      Predicate<TenantId> active,
      TimeSource time,
      Duration idle,
      Optional<URI> issuer,
      PublicOrigin origin,
      SessionCookies cookies) {
    this.sessions = requireNonNull(sessions, "sessions is null");
    this.active = requireNonNull(active, "active is null");
    this.time = requireNonNull(time, "time is null");
    this.idle = requireNonNull(idle, "idle is null");
    this.issuer = issuer.map(URI::toString);
    this.encryption = new Encryption(origin);
    this.sameOrigin = new SameOrigin(origin);
    this.cookies = requireNonNull(cookies, "cookies is null");
  }

  @Override
  public Optional<Session> sessionOf(HttpServletRequest request) {
    Optional<String> token = cookies.read(request);
    if (token.isEmpty()) {
      return Optional.empty();
    }
    encryption.require(request, "Your session");
    sameOrigin.require(request);
    requireType(request);
    Optional<Session> session =
        sessions.find(token.get(), time.now(), idle).filter(found -> isWelcome(found.person()));
    if (session.isEmpty()) {
      throw new ProblemException(
          ProblemCode.UNAUTHENTICATED, "Your session has ended: log in again at /login.");
    }
    return session;
  }

  private boolean isWelcome(Person person) {
    boolean known =
        switch (person.by()) {
          case LoginMethod.IdentityProvider() -> issuer.filter(person.issuer()::equals).isPresent();
          case LoginMethod.Key _, LoginMethod.PortalLink _ -> true;
        };
    return known && person.tenant().stream().allMatch(active);
  }

  /** Other sites' forms cannot send JSON, and scripts that send it here must ask first. */
  private static void requireType(HttpServletRequest request) {
    String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
    if (request.getServletPath().equals(Route.GRAPHQL)
        && !type.matches("application/json *(;.*)?")) {
      throw new ProblemException(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          "With a session, GraphQL is asked with the Content-Type application/json.");
    }
    if (request.getMethod().equals("POST")
        && Route.isPortal(request.getServletPath())
        && !type.matches("application/x-www-form-urlencoded *(;.*)?")) {
      throw new ProblemException(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          "The portal takes forms alone: programs use the API.");
    }
  }
}
