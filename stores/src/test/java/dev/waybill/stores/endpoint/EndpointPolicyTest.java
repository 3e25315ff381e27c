package dev.waybill.stores.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.fault.FailureException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointPolicyTest {

  @ParameterizedTest
  @ValueSource(strings = {"https://s3.example.com", "http://S3.example.com:9000"})
  void allowsAHostWithAnySchemeAndPort(String endpoint) {
    assertThatCode(() -> allowing("S3.Example.com").requireAllowed(URI.create(endpoint)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://s3.example.com", "https://S3.EXAMPLE.com:443/"})
  void allowsAUrlByItsOrigin(String endpoint) {
    assertThatCode(() -> allowing("https://s3.example.com/").requireAllowed(URI.create(endpoint)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://s3.example.com",
        "https://s3.example.com:9000",
        "https://evil-s3.example.com",
        "https://s3.example.com.evil.com",
        "https://example.com",
      })
  void refusesWhatOnlyLooksLikeAnAllowedUrl(String endpoint) {
    assertThatThrownBy(
            () -> allowing("https://s3.example.com").requireAllowed(URI.create(endpoint)))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("is not allowed here");
  }

  @Test
  void allowsEveryEndpointByAStar() {
    assertThatCode(() -> allowing("*").requireAllowed(URI.create("http://a.b:1")))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesAHostOfWhichOneAddressIsPrivate() throws Exception {
    InetAddress[] addresses = {
      InetAddress.ofLiteral("52.216.1.1"), InetAddress.ofLiteral("10.0.0.1")
    };

    assertThatThrownBy(() -> allowing("*").requireAllowed("rebinding.example.com", addresses))
        .isInstanceOf(AddressNotAllowedException.class);
    assertThat(
            new EndpointPolicy(Set.of(), PrivateAddresses.ALLOWED)
                .requireAllowed("internal.example.com", addresses))
        .isEqualTo(addresses);
  }

  private static EndpointPolicy allowing(String entry) {
    return new EndpointPolicy(Set.of(entry), PrivateAddresses.REFUSED);
  }
}
