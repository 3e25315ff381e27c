package dev.waybill.stores.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.InvalidInput;
import dev.waybill.stores.network.OutboundProxy.Login;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundProxyTest {

  @Test
  void readsHostPortUserAndPassword() {
    assertThat(OutboundProxy.parse("http://way:bill@proxy.example.com:3128"))
        .isEqualTo(
            new OutboundProxy("proxy.example.com", 3128, Optional.of(new Login("way", "bill"))));
  }

  @Test
  void needsNoLogin() {
    assertThat(OutboundProxy.parse(" HTTP://10.0.0.1:8080/\n"))
        .isEqualTo(new OutboundProxy("10.0.0.1", 8080, Optional.empty()));
  }

  @Test
  void readsAnIpv6Address() {
    assertThat(OutboundProxy.parse("http://[fd00::1]:3128").host()).isEqualTo("fd00::1");
  }

  @Test
  void readsOtherCharactersFromTheirEscapes() {
    assertThat(OutboundProxy.parse("http://a%40b:p%3A%2F%23+%C3%BC@proxy:1").login())
        .contains(new Login("a@b", "p:/#+ü"));
  }

  @Test
  void takesAUserWithoutPassword() {
    assertThat(OutboundProxy.parse("http://token@proxy:1").login())
        .contains(new Login("token", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret-word",
        "proxy:3128",
        "https://u:secret-word@proxy:3128",
        "socks5://u:secret-word@proxy:1080",
        "http://u:secret-word@proxy",
        "http://u:secret-word@proxy:0",
        "http://u:secret-word@proxy:70000",
        "http://u:secret-word@proxy:3128/path",
        "http://u:secret-word@proxy:3128?query",
        "http://u:secret-word#x@proxy:3128",
        "http://u:secret-word%@proxy:3128",
        "http://u:secret-word%zz@proxy:3128",
        "http://u secret-word@proxy:3128",
        "http://:secret-word@proxy:3128",
        "http://a%3Ab:secret-word@proxy:3128",
        "http://u:secret-word@:3128",
      })
  void refusesAnythingElseWithoutShowingIt(String text) {
    InvalidInput refusal =
        catchThrowableOfType(InvalidInput.class, () -> OutboundProxy.parse(text));

    assertThat(refusal.field()).isEqualTo("storage.proxy");
    assertThat(refusal).hasMessageStartingWith("A proxy is given as http://user:password@host:");
    assertThat(refusal).hasMessageNotContaining("secret-word").hasNoCause();
  }

  @Test
  void showsNeitherUserNorPassword() {
    assertThat(OutboundProxy.parse("http://way:bill@proxy:1").toString())
        .contains("proxy")
        .doesNotContain("way", "bill");
  }
}
