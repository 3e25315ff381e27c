package dev.waybill.server.login;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.audit.Acting;
import dev.waybill.server.audit.Actor;
import dev.waybill.server.security.Requests;
import dev.waybill.server.security.SameOrigin;
import dev.waybill.server.security.SessionCookies;
import dev.waybill.tenant.LoginMethod;
import dev.waybill.tenant.Session;
import dev.waybill.tenant.Sessions;
import dev.waybill.time.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Optional;

/** Ends the sessions of people, however they logged in. */
public final class Logout {
  static final String DONE = "/logout/done";

  private final Sessions sessions;
  private final SessionCookies cookies;
  private final SameOrigin sameOrigin;
  private final Optional<Login> login;
  private final TimeSource time;

  /**
   * @param login empty if there is no identity provider
   */
  public Logout(
      Sessions sessions,
      SessionCookies cookies,
      SameOrigin sameOrigin,
      Optional<Login> login,
      TimeSource time) {
    this.sessions = requireNonNull(sessions, "sessions is null");
    this.cookies = requireNonNull(cookies, "cookies is null");
    this.sameOrigin = requireNonNull(sameOrigin, "sameOrigin is null");
    this.login = requireNonNull(login, "login is null");
    this.time = requireNonNull(time, "time is null");
  }

  /** The session has ended when this returns; where the browser goes next. */
  String end(HttpServletRequest request, HttpServletResponse response) {
    sameOrigin.require(request);
    Optional<Session> ended = endSession(request);
    cookies.clear(response);
    return ended
        .map(session -> session.person().by())
        .map(by -> next(by, request, response))
        .orElseGet(() -> ofProvider(request, response));
  }

  /** Ends the session that the browser has, if it has one. */
  private Optional<Session> endSession(HttpServletRequest request) {
    Actor holder = new Actor.Unknown(Requests.origin(request));
    return cookies
        .read(request)
        .flatMap(token -> Acting.as(holder, () -> sessions.end(token, time.now())));
  }

  private String next(LoginMethod by, HttpServletRequest request, HttpServletResponse response) {
    return switch (by) {
      case LoginMethod.IdentityProvider() -> ofProvider(request, response);
      case LoginMethod.Key _ -> DONE;
      case LoginMethod.PortalLink(_, _, Optional<URI> back) -> back.map(URI::toString).orElse(DONE);
    };
  }

  private String ofProvider(HttpServletRequest request, HttpServletResponse response) {
    return login.map(provider -> provider.end(request, response)).orElse(DONE);
  }
}
