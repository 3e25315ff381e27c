package dev.waybill.stores.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"s3.example.com", "S3.example.com.", "1.2.3.4.example.com", "10-0-0-1", "0xstore"})
  void letsNamesPass(String host) {
    assertThat(HostText.kind(host)).isEqualTo(AddressKind.PUBLIC);
  }

  @ParameterizedTest
  @ValueSource(strings = {"52.216.1.1", "[2600:1fa0::1]", "2600:1fa0::1"})
  void letsPublicAddressesPass(String host) {
    assertThat(HostText.kind(host)).isEqualTo(AddressKind.PUBLIC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1.",
        "10.1.2.3",
        "[::1]",
        "::ffff:127.0.0.1",
        "[64:ff9b::7f00:1]",
        "localhost",
        "LOCALHOST.",
        "bucket.localhost",
      })
  void knowsPrivateAddresses(String host) {
    assertThat(HostText.kind(host)).isEqualTo(AddressKind.PRIVATE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "0.0.0.0",
        "[fe80::1%25eth0]",
        "[fd00:ec2::254]",
        "0",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0X7F.1",
        "0177.0.0.1",
        "127.0.0.01",
        "300.0.0.1",
        "1.2.3.4.5",
        "bucket.127.1",
      })
  void trustsNothingThatSomeResolverReadsAsAnAddress(String host) {
    assertThat(HostText.kind(host)).isEqualTo(AddressKind.RESERVED);
  }

  @Test
  void letsPrivateAddressesPassWhereTheOperatorAllowsThem() {
    EndpointPolicy open = new EndpointPolicy(Set.of(), PrivateAddresses.ALLOWED);
    EndpointPolicy closed = new EndpointPolicy(Set.of(), PrivateAddresses.REFUSED);

    assertThatCode(() -> open.requireAllowedUnresolved("10.0.0.1")).doesNotThrowAnyException();
    assertThatThrownBy(() -> closed.requireAllowedUnresolved("10.0.0.1"))
        .isInstanceOf(AddressNotAllowedException.class);
    assertThatThrownBy(() -> open.requireAllowedUnresolved("169.254.169.254"))
        .isInstanceOf(AddressNotAllowedException.class);
  }
}
