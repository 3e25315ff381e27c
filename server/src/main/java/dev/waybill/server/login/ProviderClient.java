package dev.waybill.server.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Speaks OpenID Connect with a provider that is known: the authorization code flow with PKCE. ID
 * tokens are signed with a key of the provider's, by an algorithm with a public key, and checked
 * for issuer, audience, authorized party, times and nonce.
 */
final class ProviderClient {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderClient.class);
  private static final int LONGEST_REASON = 300;

  private final ClientRegistration registration;
  private final OAuth2AuthorizationRequestResolver requests;
  private final AuthenticationProvider authentication;

  ProviderClient(ClientRegistration registration, ProviderHttp http, Clock clock) {
    this.registration = requireNonNull(registration, "registration is null");
    this.requests =
        new DefaultOAuth2AuthorizationRequestResolver(
            new InMemoryClientRegistrationRepository(registration));
    this.authentication = authentication(http, decoder(registration, http, clock));
  }

  private static AuthenticationProvider authentication(ProviderHttp http, JwtDecoder decoder) {
    var tokens = new RestClientAuthorizationCodeTokenResponseClient();
    tokens.setRestClient(http.forTokens());
    var accounts = new DefaultOAuth2UserService();
    accounts.setRestOperations(http.forDocuments());
    var users = new OidcUserService();
    users.setOauth2UserService(accounts);
    var provider = new OidcAuthorizationCodeAuthenticationProvider(tokens, users);
    provider.setJwtDecoderFactory(_ -> decoder);
    return provider;
  }

  /** It asks for the provider's keys again when it meets one that it does not know. */
  private static JwtDecoder decoder(
      ClientRegistration registration, ProviderHttp http, Clock clock) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(
                requireNonNull(
                    registration.getProviderDetails().getJwkSetUri(), "the keys have a place"))
            .jwsAlgorithms(all -> all.addAll(Arrays.asList(SignatureAlgorithm.values())))
            .restOperations(http.forDocuments())
            .build();
    var times = new JwtTimestampValidator();
    times.setClock(clock);
    var contents = new OidcIdTokenValidator(registration);
    contents.setClock(clock);
    decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(times, contents));
    decoder.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
    return decoder;
  }

  /** With state, nonce and code challenge of its own. */
  OAuth2AuthorizationRequest newRequest(HttpServletRequest request) {
    return requireNonNull(
        requests.resolve(request, registration.getRegistrationId()), "the registration is known");
  }

  /**
   * Gets what the provider says about the person in exchange for the code.
   *
   * @throws ProblemException if the provider does not answer, or its answer cannot be trusted
   */
  OidcUser user(PendingLogin login, String code) {
    OAuth2AuthorizationResponse answer =
        OAuth2AuthorizationResponse.success(code)
            .redirectUri(requireNonNull(registration.getRedirectUri(), "it was given"))
            .state(login.state())
            .build();
    var exchange = new OAuth2AuthorizationExchange(login.request(registration), answer);
    try {
      var authenticated =
          authentication.authenticate(new OAuth2LoginAuthenticationToken(registration, exchange));
      return (OidcUser)
          requireNonNull(
              requireNonNull(authenticated, "openid is asked for").getPrincipal(),
              "an ID token names somebody");
    } catch (OAuth2AuthenticationException | OAuth2AuthorizationException e) {
      LOG.warn("A login failed at the identity provider: {}", printable(e.getMessage()));
      throw ProviderHttp.isFailure(e)
          ? IdentityProvider.unreachable()
          : new ProblemException(
              ProblemCode.UNAUTHENTICATED,
              "The identity provider's answer could not be accepted, and the log tells why: begin"
                  + " again at /login.");
    }
  }

  /** What the provider calls itself must be there, if it says that it always is (RFC 9207). */
  boolean isIssuer(Optional<String> issuer) {
    boolean always =
        Boolean.TRUE.equals(
            metadata("authorization_response_iss_parameter_supported").orElse(false));
    return issuer
        .map(name -> name.equals(registration.getProviderDetails().getIssuerUri()))
        .orElse(!always);
  }

  /** Where a browser ends its session at the provider, if that has such a place. */
  Optional<String> logout(Optional<String> idToken, String back) {
    return metadata("end_session_endpoint")
        .flatMap(place -> parse(place.toString()))
        .filter(place -> IdentityProvider.isSafe(place, registration))
        .map(
            place -> {
              UriComponentsBuilder url =
                  UriComponentsBuilder.fromUri(place)
                      .queryParam("client_id", UriUtils.encode(registration.getClientId(), UTF_8))
                      .queryParam("post_logout_redirect_uri", UriUtils.encode(back, UTF_8));
              idToken.ifPresent(it -> url.queryParam("id_token_hint", UriUtils.encode(it, UTF_8)));
              return url.build(true).toUriString();
            });
  }

  private Optional<Object> metadata(String name) {
    return Optional.ofNullable(
        registration.getProviderDetails().getConfigurationMetadata().get(name));
  }

  private static Optional<URI> parse(String url) {
    try {
      return Optional.of(new URI(url));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String printable(@Nullable String reason) {
    String text = String.valueOf(reason).replaceAll("\\p{Cntrl}", " ");
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "...";
  }
}
