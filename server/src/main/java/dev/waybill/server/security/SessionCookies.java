package dev.waybill.server.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/**
 * The cookies that carry the token of a person's session: one of those who log in here, and one of
 * those whom the platform sends, which is kept in frames of other sites, too. A browser that can
 * send both keeps the one that it got last.
 */
public final class SessionCookies {
  private final BrowserCookie login;
  private final BrowserCookie portal;

  /**
   * @param framed whether other sites may show the portal
   */
  public SessionCookies(PublicOrigin origin, boolean framed) {
    this.login = BrowserCookie.ofHost("waybill-session", origin);
    this.portal = BrowserCookie.ofPortal(origin, framed);
  }

  /** The token that the browser sent. */
  public Optional<String> read(HttpServletRequest request) {
    return portal.read(request).or(() -> login.read(request));
  }

  /** Lets the browser keep the session of somebody who has logged in. */
  public void setLogin(HttpServletResponse response, String token) {
    portal.clear(response);
    login.set(response, token);
  }

  /** Lets the browser keep the session of somebody whom the platform sent. */
  public void setPortal(HttpServletResponse response, String token) {
    login.clear(response);
    portal.set(response, token);
  }

  public void clear(HttpServletResponse response) {
    login.clear(response);
    portal.clear(response);
  }
}
