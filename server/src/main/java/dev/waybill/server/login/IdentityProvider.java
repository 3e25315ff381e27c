package dev.waybill.server.login;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.security.PublicOrigin;
import dev.waybill.server.settings.LoginSettings;
import dev.waybill.time.TimeSource;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;

/**
 * The company's identity provider. What is to be known of it is read when somebody logs in, and
 * kept; a provider that does not answer keeps nobody from starting this service. Safe for use by
 * many threads.
 */
final class IdentityProvider {
  private static final Logger LOG = LoggerFactory.getLogger(IdentityProvider.class);
  private static final String NAME = "waybill";
  private static final String WELL_KNOWN = "/.well-known/openid-configuration";

  /** People log in rarely; the threads are for all else. */
  private static final int MOST_WAITING = 16;

  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final ParameterizedTypeReference<Map<String, Object>> DOCUMENT =
      new ParameterizedTypeReference<>() {};

  private final LoginSettings.Provider settings;
  private final List<String> scopes;
  private final TimeSource time;
  private final ProviderHttp http = new ProviderHttp();
  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Optional<ProviderClient> known = Optional.empty();
  private volatile Optional<Long> failedAt = Optional.empty();

  IdentityProvider(LoginSettings.Provider settings, List<String> scopes, TimeSource time) {
    this.settings = requireNonNull(settings, "settings is null");
    this.scopes = new ArrayList<>(scopes);
    this.scopes.addFirst("openid");
    this.time = requireNonNull(time, "time is null");
  }

  /**
   * @throws ProblemException if it does not answer, or not as it should
   */
  ProviderClient client() {
    Optional<ProviderClient> client = known;
    return client.isPresent() ? client.get() : waitFor(this::ask);
  }

  /**
   * Does something for which a thread waits until the provider answers.
   *
   * @throws ProblemException if many wait already, or it does not answer as it should
   */
  <T> T waitFor(Supplier<T> answer) {
    if (!waiting.tryAcquire()) {
      throw unreachable();
    }
    try {
      return answer.get();
    } finally {
      waiting.release();
    }
  }

  /** One asks, the others wait; after a failure nobody asks for a moment. */
  private ProviderClient ask() {
    asking.lock();
    try {
      if (known.isEmpty()) {
        if (failedAt.filter(at -> time.monotonicNanos() - at < PAUSE.toNanos()).isPresent()) {
          throw unreachable();
        }
        known = Optional.of(discover());
      }
      return known.get();
    } finally {
      asking.unlock();
    }
  }

  private ProviderClient discover() {
    try {
      ClientRegistration registration = registration(document());
      Clock clock = ((InstantSource) time::now).withZone(ZoneOffset.UTC);
      return new ProviderClient(registration, http, clock);
    } catch (RuntimeException e) { // whatever is in the document
      failedAt = Optional.of(time.monotonicNanos());
      LOG.warn(
          "The identity provider {} cannot be used, so nobody can log in: {}",
          settings.issuer(),
          String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}", " "));
      throw unreachable();
    }
  }

  private Map<String, Object> document() {
    String issuer = settings.issuer().toString().replaceFirst("/$", "");
    Map<String, Object> document =
        http.forDocuments()
            .exchange(URI.create(issuer + WELL_KNOWN), HttpMethod.GET, null, DOCUMENT)
            .getBody();
    return requireNonNull(document, "it has no configuration");
  }

  private ClientRegistration registration(Map<String, Object> document) {
    if (!settings.issuer().toString().equals(document.get("issuer"))) {
      throw new IllegalStateException(
          "it calls itself " + document.get("issuer") + ": login.issuer must be just that");
    }
    ClientRegistration registration =
        ClientRegistrations.fromOidcConfiguration(document)
            .registrationId(NAME)
            .clientId(settings.clientId())
            .clientSecret(settings.clientSecret().value())
            .redirectUri(PublicOrigin.of(settings.publicUrl()).url(Login.CALLBACK))
            .scope(scopes)
            .build();
    ClientRegistration.ProviderDetails details = registration.getProviderDetails();
    List.of(
            details.getAuthorizationUri(),
            details.getTokenUri(),
            requireNonNull(details.getJwkSetUri(), "it has no jwks_uri"),
            Optional.ofNullable(details.getUserInfoEndpoint().getUri())
                .orElse(details.getTokenUri()))
        .forEach(place -> requireSafe(place, registration));
    return registration;
  }

  private static void requireSafe(String place, ClientRegistration registration) {
    if (!isSafe(URI.create(place), registration)) {
      throw new IllegalStateException("it would be asked without TLS at " + place);
    }
  }

  /** Only a provider on this machine, which settings alone can name, does without TLS. */
  static boolean isSafe(URI place, ClientRegistration registration) {
    String issuer = String.valueOf(registration.getProviderDetails().getIssuerUri());
    return "https".equals(place.getScheme())
        || ("http".equals(place.getScheme()) && issuer.startsWith("http:"));
  }

  static ProblemException unreachable() {
    return new ProblemException(
        new Problem(
                ProblemCode.UNAVAILABLE,
                "The identity provider does not answer as it should, so nobody can log in: try"
                    + " again in a moment, or ask whoever runs this service.")
            .with("Retry-After", "10"));
  }
}
