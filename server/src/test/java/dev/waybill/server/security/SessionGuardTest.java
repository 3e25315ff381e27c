package dev.waybill.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.server.answer.ProblemException;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.Session;
import dev.waybill.tenant.Sessions;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class SessionGuardTest {
  private static final String TOKEN = "the token";
  private static final URI ISSUER = URI.create("https://id.example.com");
  private static final PublicOrigin ORIGIN =
      PublicOrigin.of(URI.create("https://Audit.example.com:443/"));

  private static final SessionCookies COOKIES = new SessionCookies(ORIGIN, true);

  private final SettableTime time = new SettableTime();
  private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/session");

  SessionGuardTest() {
    request.setRemoteAddr("192.0.2.7");
    request.setSecure(true);
    request.setCookies(new Cookie("__Host-waybill-session", TOKEN));
  }

  @Test
  void knowsThePersonOfACookie() {
    assertThat(guard(ORIGIN).sessionOf(request)).isPresent();
  }

  @Test
  void knowsNobodyWithoutACookie() {
    request.setCookies(new Cookie("waybill-session", TOKEN), new Cookie("other", TOKEN));

    assertThat(guard(ORIGIN).sessionOf(request)).isEmpty();
    assertThat(guard(ORIGIN).sessionOf(new MockHttpServletRequest())).isEmpty();
  }

  @Test
  void takesNeitherOfTwoCookies() {
    request.setCookies(
        new Cookie("__Host-waybill-session", TOKEN), new Cookie("__Host-waybill-session", "x"));

    assertThat(guard(ORIGIN).sessionOf(request)).isEmpty();
  }

  @Test
  void tellsThatASessionHasEnded() {
    request.setCookies(new Cookie("__Host-waybill-session", "another"));

    assertThat(refusal(guard(ORIGIN))).startsWith("401 Your session has ended");
  }

  @Test
  void endsTheSessionsOfAnotherIssuer() {
    var guard =
        new SessionGuard(
            new OneSession(Optional.empty()),
            _ -> true,
            time,
            Duration.ofHours(1),
            Optional.of(URI.create("https://other.example.com")),
            ORIGIN,
            COOKIES);

    assertThat(refusal(guard)).startsWith("401 Your session has ended");
  }

  @Test
  void endsTheSessionsOfATenantThatIsGoneOrSuspended() {
    Sessions sessions = new OneSession(Optional.of(new TenantId("acme")));
    var welcome =
        new SessionGuard(
            sessions, _ -> true, time, Duration.ofHours(1), Optional.of(ISSUER), ORIGIN, COOKIES);
    var ended =
        new SessionGuard(
            sessions, _ -> false, time, Duration.ofHours(1), Optional.of(ISSUER), ORIGIN, COOKIES);

    assertThat(welcome.sessionOf(request)).isPresent();
    assertThat(refusal(ended)).startsWith("401 Your session has ended");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8::1", "localhost", "127.0.0.1.example.com"})
  void looksAtNoSessionThatCameWithoutTls(String address) {
    request.setSecure(false);
    request.setRemoteAddr(address);

    assertThat(refusal(guard(ORIGIN)))
        .isEqualTo(
            "403 Your session came without TLS and was not looked at: use"
                + " https://audit.example.com.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0:0:0:0:0:0:0:1"})
  void needsNoTlsOnThisMachine(String address) {
    request.setSecure(false);
    request.setRemoteAddr(address);

    assertThat(guard(ORIGIN).sessionOf(request)).isPresent();
  }

  @Test
  void withoutTlsTheCookieHasAPlainName() {
    request.setCookies(new Cookie("waybill-session", TOKEN));

    assertThat(guard(PublicOrigin.of(URI.create("http://127.0.0.1:8080"))).sessionOf(request))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void changesComeFromPagesOfTheServiceAlone(String method) {
    request.setMethod(method);
    assertThat(refusal(guard(ORIGIN)))
        .startsWith("403 With a session, changes are made from pages");
    request.addHeader("Origin", "https://audit.example.com");
    assertThat(guard(ORIGIN).sessionOf(request)).isPresent();
    request.addHeader("Sec-Fetch-Site", "same-site");
    assertThat(refusal(guard(ORIGIN))).startsWith("403");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://audit.example.com",
        "https://audit.example.com:8443",
        "https://audit.example.com.evil.example.com",
        "null",
        ""
      })
  void anotherOriginIsAnotherSite(String origin) {
    request.setMethod("POST");
    request.addHeader("Origin", origin);

    assertThat(refusal(guard(ORIGIN))).startsWith("403");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonx"})
  void asksGraphQlWithJsonAlone(String type) {
    request.setMethod("POST");
    request.setServletPath("/api/audit/graphql");
    request.addHeader("Sec-Fetch-Site", "same-origin");
    request.setContentType(type);
    assertThat(refusal(guard(ORIGIN))).startsWith("415");
    request.setContentType("application/json; charset=UTF-8");
    assertThat(guard(ORIGIN).sessionOf(request)).isPresent();
  }

  private String refusal(SessionGuard guard) {
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> guard.sessionOf(request));
    return refused.problem().code().status() + " " + refused.problem().detail();
  }

  private SessionGuard guard(PublicOrigin origin) {
    return new SessionGuard(
        new OneSession(Optional.empty()),
        _ -> false,
        time,
        Duration.ofHours(1),
        Optional.of(ISSUER),
        origin,
        new SessionCookies(origin, false));
  }

  /** That of an operator, or of a tenant's person. */
  private static final class OneSession implements Sessions {
    private final Optional<TenantId> tenant;

    OneSession(Optional<TenantId> tenant) {
      this.tenant = tenant;
    }

    @Override
    public Optional<Session> find(String token, Instant now, Duration idle) {
      Person person =
          new Person(
              ISSUER.toString(),
              "42",
              "Ada",
              tenant,
              Set.of(tenant.isPresent() ? Permission.READ : Permission.OPERATOR),
              new UUID(1, 1));
      return token.equals(TOKEN)
          ? Optional.of(new Session(person, now, now, now.plusSeconds(1)))
          : Optional.empty();
    }

    @Override
    public Optional<Started> start(Person person, Instant now, Instant expiresAt) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Session> end(String token, Instant now) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int endAll(Optional<TenantId> tenant) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int removeExpired(Instant now, Duration idle) {
      throw new UnsupportedOperationException();
    }
  }
}
