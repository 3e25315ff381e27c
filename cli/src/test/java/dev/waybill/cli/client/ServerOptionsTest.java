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
  private static final Profile SAVED =
      new Profile(URI.create("https://saved.example.com"), "wb_1", Optional.empty());

  @Test
  void takesTheEnvironmentBeforeTheProfile() {
    Profile chosen =
        ServerOptions.choose(
            Optional.of(SAVED), Map.of("WAYBILL_HOST", "http://other", "WAYBILL_API_KEY", "wb_2"));

    assertThat(chosen).isEqualTo(new Profile(URI.create("http://other"), "wb_2", Optional.empty()));
  }

  @Test
  void completesTheEnvironmentFromTheProfile() {
    Profile chosen =
        ServerOptions.choose(Optional.of(SAVED), Map.of("WAYBILL_HOST", "http://other"));

    assertThat(chosen).isEqualTo(new Profile(URI.create("http://other"), "wb_1", Optional.empty()));
  }

  @Test
  void takesTheAuthoritiesOfTheEnvironmentBeforeThoseOfTheProfile() {
    Profile saved = new Profile(SAVED.host(), "wb_1", Optional.of(Path.of("/saved.pem")));

    assertThat(ServerOptions.choose(Optional.of(saved), Map.of()).caBundle())
        .contains(Path.of("/saved.pem"));
    assertThat(
            ServerOptions.choose(Optional.of(saved), Map.of("WAYBILL_CA_BUNDLE", "/other.pem"))
                .caBundle())
        .contains(Path.of("/other.pem"));
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
