package dev.waybill.server.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.JsonAnswer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A login that a browser began and has not finished: what the provider's answer has to fit.
 *
 * @param state ties the answer to the browser
 * @param nonce ties the ID token to the login
 * @param verifier ties the code to the login (PKCE)
 * @param to the path to which the browser goes afterwards
 */
record PendingLogin(String state, String nonce, String verifier, String to, Instant startedAt) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  PendingLogin {
    requireNonNull(state, "state is null");
    requireNonNull(nonce, "nonce is null");
    requireNonNull(verifier, "verifier is null");
    requireNonNull(to, "to is null");
    requireNonNull(startedAt, "startedAt is null");
  }

  static PendingLogin of(OAuth2AuthorizationRequest request, String to, Instant now) {
    return new PendingLogin(
        requireNonNull(request.getState(), "each request has a state"),
        attribute(request, OidcParameterNames.NONCE),
        attribute(request, PkceParameterNames.CODE_VERIFIER),
        to,
        now);
  }

  private static String attribute(OAuth2AuthorizationRequest request, String name) {
    return (String)
        requireNonNull(request.getAttributes().get(name), "each request has nonce and verifier");
  }

  /** Whether an answer with this state belongs to it; takes the same time for any other. */
  boolean belongsTo(Optional<String> answered) {
    return answered.isPresent()
        && MessageDigest.isEqual(state.getBytes(UTF_8), answered.get().getBytes(UTF_8));
  }

  /** The request that the browser took to the provider. */
  OAuth2AuthorizationRequest request(ClientRegistration registration) {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put(OidcParameterNames.NONCE, nonce);
    attributes.put(PkceParameterNames.CODE_VERIFIER, verifier);
    return OAuth2AuthorizationRequest.authorizationCode()
        .authorizationUri(
            requireNonNull(
                registration.getProviderDetails().getAuthorizationUri(), "a login began there"))
        .clientId(registration.getClientId())
        .redirectUri(registration.getRedirectUri())
        .scopes(registration.getScopes())
        .state(state)
        .attributes(attributes)
        .build();
  }

  byte[] toJson() {
    return JsonAnswer.object(
        json -> {
          json.writeStringProperty("state", state);
          json.writeStringProperty("nonce", nonce);
          json.writeStringProperty("verifier", verifier);
          json.writeStringProperty("to", to);
          json.writeStringProperty("startedAt", startedAt.toString());
        });
  }

  static PendingLogin ofJson(byte[] json) {
    JsonNode fields = JSON.readTree(json);
    return new PendingLogin(
        fields.required("state").asString(),
        fields.required("nonce").asString(),
        fields.required("verifier").asString(),
        fields.required("to").asString(),
        Instant.parse(fields.required("startedAt").asString()));
  }

  /** Without what an attacker needs. */
  @Override
  public String toString() {
    return "PendingLogin[" + startedAt + "]";
  }
}
