package dev.waybill.server.login;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.Parameters;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.audit.Acting;
import dev.waybill.server.audit.Actor;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.BrowserCookie;
import dev.waybill.server.security.PublicOrigin;
import dev.waybill.server.security.Requests;
import dev.waybill.server.security.SessionCookies;
import dev.waybill.server.settings.LoginSettings;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.Sessions;
import dev.waybill.time.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * Begins and finishes logins at the identity provider. Each step says where the browser goes next.
 */
public final class Login {
  /** Where a login at the provider begins; may name with {@code to} where it leads. */
  public static final String START = "/login/start";

  static final String CALLBACK = "/login/callback";
  static final String UNKNOWN_TENANT =
      "Your account's tenant is unknown or suspended here: ask whoever runs this service.";

  /** A browser keeps no longer cookie, so a longer token cannot be shown at the logout. */
  private static final int LONGEST_TOKEN = 3_500;

  private final IdentityProvider provider;
  private final ClaimMapping mapping;
  private final Sessions sessions;
  private final AccessAudit audit;
  private final Supplier<UUID> ids;
  private final TimeSource time;
  private final Duration length;
  private final String issuer;
  private final PublicOrigin origin;
  private final PendingLogins pending;
  private final SessionCookies cookies;
  private final BrowserCookie idTokenCookie;

  private Login(
      LoginSettings settings,
      LoginSettings.Provider provider,
      Sessions sessions,
      SessionCookies cookies,
      AccessAudit audit,
      Supplier<UUID> ids,
      TimeSource time) {
    this.provider = new IdentityProvider(provider, settings.scopes(), time);
    this.mapping = new ClaimMapping(settings);
    this.sessions = requireNonNull(sessions, "sessions is null");
    this.audit = requireNonNull(audit, "audit is null");
    this.ids = requireNonNull(ids, "ids is null");
    this.time = requireNonNull(time, "time is null");
    this.length = settings.sessionLength();
    this.issuer = provider.issuer().toString();
    this.origin = PublicOrigin.of(provider.publicUrl());
    this.pending = new PendingLogins(origin);
    this.cookies = requireNonNull(cookies, "cookies is null");
    this.idTokenCookie = BrowserCookie.ofPath("waybill-id-token", "/logout", origin);
  }

  /** Empty if the settings let nobody log in. */
  public static Optional<Login> of(
      LoginSettings settings,
      Sessions sessions,
      SessionCookies cookies,
      AccessAudit audit,
      Supplier<UUID> ids,
      TimeSource time) {
    return settings
        .provider()
        .map(found -> new Login(settings, found, sessions, cookies, audit, ids, time));
  }

  /** To the provider. */
  String begin(HttpServletRequest request, HttpServletResponse response) {
    String to = Destination.of(request);
    OAuth2AuthorizationRequest asked = provider.client().newRequest(request);
    pending.keep(PendingLogin.of(asked, to, time.now()), response);
    return asked.getAuthorizationRequestUri();
  }

  /** With a session, whatever the browser had before, to where it wanted. */
  String finish(HttpServletRequest request, HttpServletResponse response) {
    Instant now = time.now();
    PendingLogin login =
        pending
            .take(request, response, now)
            .filter(began -> began.belongsTo(Parameters.one(request, "state")))
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.BAD_REQUEST,
                        "This login did not begin in this browser, was finished before, or took"
                            + " over ten minutes: begin again at /login."));
    OidcUser user = ask(request, login);
    Actor.Origin from = Requests.origin(request);
    Sessions.Started started = start(user, from, now);
    endSession(request, now);
    cookies.setLogin(response, started.token());
    String idToken = user.getIdToken().getTokenValue();
    if (idToken.length() <= LONGEST_TOKEN) {
      idTokenCookie.set(response, idToken);
    }
    return origin.url(login.to());
  }

  private OidcUser ask(HttpServletRequest request, PendingLogin login) {
    ProviderClient client = provider.client();
    if (!client.isIssuer(Parameters.one(request, "iss"))) {
      throw new ProblemException(
          ProblemCode.UNAUTHENTICATED,
          "The answer to this login came from another identity provider: begin again at /login.");
    }
    String code =
        Parameters.one(request, "code")
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.UNAUTHENTICATED,
                        "The identity provider did not log you in"
                            + Parameters.error(request)
                            + ": begin again at /login, or ask whoever manages your company's"
                            + " accounts."));
    return provider.waitFor(() -> client.user(login, code));
  }

  private Sessions.Started start(OidcUser user, Actor.Origin from, Instant now) {
    return switch (mapping.map(user.getClaims())) {
      case ClaimMapping.Mapped.Refused(String advice) -> throw refused(user, from, advice);
      case ClaimMapping.Mapped.Admitted(var tenant, var permissions) -> {
        Person person =
            new Person(
                issuer,
                PersonName.subject(user),
                PersonName.of(user),
                tenant,
                permissions,
                ids.get());
        yield Acting.as(
                new Actor.Known(person, from), () -> sessions.start(person, now, now.plus(length)))
            .orElseThrow(() -> refused(user, from, UNKNOWN_TENANT));
      }
    };
  }

  private ProblemException refused(OidcUser user, Actor.Origin from, String why) {
    audit.refusedLogin(from, issuer, PersonName.subject(user), why);
    return new ProblemException(ProblemCode.FORBIDDEN, why);
  }

  private void endSession(HttpServletRequest request, Instant now) {
    Actor holder = new Actor.Unknown(Requests.origin(request));
    cookies.read(request).ifPresent(token -> Acting.as(holder, () -> sessions.end(token, now)));
  }

  /** To the provider, to end the session there; the one here has ended. */
  String end(HttpServletRequest request, HttpServletResponse response) {
    Optional<String> idToken = idTokenCookie.read(request);
    idTokenCookie.clear(response);
    String back = origin.url(Logout.DONE);
    try {
      return provider.client().logout(idToken, back).orElse(back);
    } catch (ProblemException e) {
      return back; // the provider does not answer
    }
  }
}
