package dev.waybill.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerOptionsTest {
  private static final Profile SAVED = new Profile(URI.create("https://saved.example.com"), "wb_1");

  @Test
  void takesTheEnvironmentBeforeTheProfile() {
    Profile chosen =
        ServerOptions.choose(
            Optional.of(SAVED), Map.of("WAYBILL_HOST", "http://other", "WAYBILL_API_KEY", "wb_2"));

    assertThat(chosen).isEqualTo(new Profile(URI.create("http://other"), "wb_2"));
  }

  @Test
  void completesTheEnvironmentFromTheProfile() {
    Profile chosen =
        ServerOptions.choose(Optional.of(SAVED), Map.of("WAYBILL_HOST", "http://other"));

    assertThat(chosen).isEqualTo(new Profile(URI.create("http://other"), "wb_1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wb_a\nb", "wb a", "wb_\u00fc"})
  void refusesAKeyThatCannotBeSent(String key) {
    assertThatThrownBy(() -> ServerOptions.choose(Optional.empty(), Map.of("WAYBILL_API_KEY", key)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("WAYBILL_API_KEY")
        .message()
        .hasLineCount(1);
  }

  @Test
  void keepsTheProfilesInTheHomeThatTheEnvironmentNames() {
    assertThat(ProfileFile.defaultLocation(Map.of("HOME", "/home/ann")))
        .isEqualTo(Path.of("/home/ann/.waybillcfg.yaml"));
    assertThat(ProfileFile.defaultLocation(Map.of()))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".waybillcfg.yaml"));
  }
}
