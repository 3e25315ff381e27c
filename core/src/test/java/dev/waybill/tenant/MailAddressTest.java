package dev.waybill.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.fault.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ops@example.com",
        "first.last+tag@mail.example.co.uk",
        "o'hara@example.com",
        "root@localhost",
        "x@xn--bcher-kva.example"
      })
  void areThoseInUse(String address) {
    assertThat(new MailAddress(address)).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ops",
        "@example.com",
        "ops@",
        "ops@@example.com",
        "a b@example.com",
        "ops@example.com ",
        "ops@example.com\n",
        "ops@example.com\r\nBcc: evil@example.com",
        "Ops <ops@example.com>",
        "ops@example.com,evil@example.com",
        ".ops@example.com",
        "o..ps@example.com",
        "ops@-example.com",
        "ops@exa_mple.com",
        "ops@[127.0.0.1]",
        "öps@example.com"
      })
  void areNothingElse(String text) {
    assertThatThrownBy(() -> new MailAddress(text))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("ops@example.com");
  }

  @Test
  void areNotEndless() {
    String longest = "a@" + "b".repeat(62) + ".c".repeat(95);

    assertThat(longest).hasSize(254);
    assertThat(new MailAddress(longest)).hasToString(longest);
    assertThatThrownBy(() -> new MailAddress(longest + "d")).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> new MailAddress("a".repeat(100_000))).isInstanceOf(InvalidInput.class);
  }
}
