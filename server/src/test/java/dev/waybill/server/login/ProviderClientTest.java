package dev.waybill.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

class ProviderClientTest {
  private static final String ISSUER = "https://id.example.com";
  private static final String BACK = "https://audit.example.com/logout/done";

  @Test
  void leadsToTheProvidersLogout() {
    Optional<String> place =
        client(Map.of("end_session_endpoint", ISSUER + "/end?realm=a%20b"))
            .logout(Optional.of("a.b-c_d"), BACK);

    assertThat(place.map(URI::create).map(UriParameters::of).orElseThrow())
        .containsEntry("realm", "a b")
        .containsEntry("client_id", "waybill & more")
        .containsEntry("post_logout_redirect_uri", BACK)
        .containsEntry("id_token_hint", "a.b-c_d");
    assertThat(place.orElseThrow()).startsWith(ISSUER + "/end?");
  }

  @Test
  void leadsThereWithoutAToken() {
    assertThat(
            client(Map.of("end_session_endpoint", ISSUER + "/end"))
                .logout(Optional.empty(), BACK)
                .orElseThrow())
        .contains("client_id=")
        .doesNotContain("id_token_hint");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://id.example.com/end", "javascript:alert(1)", "/end", "", "a b"})
  void leadsToNoOtherKindOfPlace(String place) {
    assertThat(client(Map.of("end_session_endpoint", place)).logout(Optional.empty(), BACK))
        .isEmpty();
  }

  @Test
  void leadsNowhereIfTheProviderHasNoLogout() {
    assertThat(client(Map.of()).logout(Optional.of("token"), BACK)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://id.example.com, https://id.example.com/token, true",
    "https://id.example.com, http://id.example.com/token, false",
    "https://id.example.com, http://127.0.0.1/token, false",
    "http://127.0.0.1:9, http://127.0.0.1:9/token, true",
    "http://127.0.0.1:9, ftp://127.0.0.1/token, false"
  })
  void isAskedByTlsUnlessItIsOnThisMachine(String issuer, String place, boolean safe) {
    ClientRegistration registration =
        ClientRegistration.withClientRegistration(registration(Map.of())).issuerUri(issuer).build();

    assertThat(IdentityProvider.isSafe(URI.create(place), registration)).isEqualTo(safe);
  }

  @Test
  void mayLeaveItsNameOutUnlessItSaysThatItNeverDoes() {
    ProviderClient silent = client(Map.of());
    ProviderClient always = client(Map.of("authorization_response_iss_parameter_supported", true));

    assertThat(silent.isIssuer(Optional.empty())).isTrue();
    assertThat(always.isIssuer(Optional.empty())).isFalse();
    assertThat(silent.isIssuer(Optional.of(ISSUER))).isTrue();
    assertThat(silent.isIssuer(Optional.of("https://evil.example.com"))).isFalse();
  }

  private static ProviderClient client(Map<String, Object> metadata) {
    return new ProviderClient(registration(metadata), new ProviderHttp(), Clock.systemUTC());
  }

  private static ClientRegistration registration(Map<String, Object> metadata) {
    return ClientRegistration.withRegistrationId("waybill")
        .clientId("waybill & more")
        .clientSecret("s")
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .redirectUri("https://audit.example.com/login/callback")
        .authorizationUri(ISSUER + "/authorize")
        .tokenUri(ISSUER + "/token")
        .jwkSetUri(ISSUER + "/jwks")
        .issuerUri(ISSUER)
        .scope("openid")
        .providerConfigurationMetadata(metadata)
        .build();
  }
}
