package dev.waybill.server.security;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * A cookie that scripts cannot read. Its name keeps other hosts of the domain from setting it. Most
 * are such that other sites cannot have them sent, but for following a link to here.
 */
public final class BrowserCookie {
  private final String name;
  private final String path;
  private final boolean encrypted;
  private final Reach reach;

  /** With which requests browsers send a cookie. */
  private enum Reach {
    /** Those of this site, and those of a link to here. */
    THIS_SITE,
    /** Also those of a frame within another site, from nothing but the same site's frames. */
    FRAMES
  }

  private BrowserCookie(String prefix, String name, String path, PublicOrigin origin, Reach reach) {
    this.reach = reach;
    this.encrypted = origin.isEncrypted();
    this.name = (encrypted ? prefix : "") + requireNonNull(name, "name is null");
    this.path = requireNonNull(path, "path is null");
  }

  /** One that every request to this service carries. */
  public static BrowserCookie ofHost(String name, PublicOrigin origin) {
    return new BrowserCookie("__Host-", name, "/", origin, Reach.THIS_SITE);
  }

  /** One that requests to one path alone carry. */
  public static BrowserCookie ofPath(String name, String path, PublicOrigin origin) {
    return new BrowserCookie("__Secure-", name, path, origin, Reach.THIS_SITE);
  }

  /**
   * The session of a person whom the platform sent.
   *
   * @param framed whether other sites may show the portal, which needs TLS
   */
  static BrowserCookie ofPortal(PublicOrigin origin, boolean framed) {
    return new BrowserCookie(
        "__Host-", "waybill-portal", "/", origin, framed ? Reach.FRAMES : Reach.THIS_SITE);
  }

  /** What the browser sent; empty also if it sent several, of which one would be a stranger's. */
  public Optional<String> read(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return Optional.empty();
    }
    List<String> values =
        Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(name))
            .map(Cookie::getValue)
            .toList();
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  /** Lets the browser keep it until it is closed. */
  public void set(HttpServletResponse response, String value) {
    send(response, value, Optional.empty());
  }

  public void clear(HttpServletResponse response) {
    send(response, "", Optional.of(Duration.ZERO));
  }

  private void send(HttpServletResponse response, String value, Optional<Duration> age) {
    ResponseCookie.ResponseCookieBuilder cookie =
        ResponseCookie.from(name, value)
            .path(path)
            .httpOnly(true)
            .secure(encrypted)
            .sameSite(reach == Reach.FRAMES ? "None" : "Lax")
            .partitioned(reach == Reach.FRAMES);
    age.ifPresent(cookie::maxAge);
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.build().toString());
  }
}
