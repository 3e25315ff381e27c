package dev.waybill.stores.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.InvalidInput;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GcsSettingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://storage-europe.p.googleapis.com",
        "https://10.0.0.5:8443/",
        "http://127.0.0.1:4443",
        "http://localhost:4443"
      })
  void takesAnAddressWithTlsOrOfThisMachine(String endpoint) {
    assertThat(settings(endpoint, Optional.empty()).store()).isEqualTo(URI.create(endpoint));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://storage.example",
        "http://127.0.0.1.example",
        "http://10.0.0.5",
        "ftp://localhost",
        "https://user@storage.example",
        "https://storage.example/path",
        "https://storage.example?x=1",
        "storage.example"
      })
  void refusesAnyOther(String endpoint) {
    InvalidInput refusal =
        catchThrowableOfType(InvalidInput.class, () -> settings(endpoint, Optional.empty()));

    assertThat(refusal.field()).isEqualTo("google.endpoint");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:4443", "http://localhost:4443"})
  void sendsTokensOfItsOwnNowhereInClear(String endpoint) {
    InvalidInput refusal =
        catchThrowableOfType(
            InvalidInput.class,
            () -> settings(endpoint, Optional.of(new GoogleIdentity.Environment())));

    assertThat(refusal).hasMessageContaining("needs https");
  }

  private static GcsSettings settings(String endpoint, Optional<GoogleIdentity> identity) {
    return new GcsSettings(
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        1,
        GcsPlaces.CHUNK,
        Optional.of(URI.create(endpoint)),
        Optional.empty(),
        identity,
        Optional.empty(),
        Optional.empty());
  }
}
