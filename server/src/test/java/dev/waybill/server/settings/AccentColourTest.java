package dev.waybill.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.fault.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccentColourTest {
  private static final AccentColour WHITE = AccentColour.parse("#ffffff");
  private static final AccentColour BLACK = AccentColour.parse("#000000");

  @Test
  void hasTheContrastOfTheGuidelines() {
    assertThat(BLACK.contrast(WHITE)).isEqualTo(21);
    assertThat(AccentColour.parse("#767676").contrast(WHITE)).isBetween(4.5, 4.6);
  }

  @Test
  void staysAsItIsIfItCanBeRead() {
    assertThat(AccentColour.parse("#1d5fbf").darkOn(WHITE)).hasToString("#1d5fbf");
  }

  @ParameterizedTest
  @ValueSource(strings = {"#ffff00", "#ffffff", "#000000", "#00ff88", "#7f7f7f"})
  void isMadeReadableInLightAndDark(String colour) {
    AccentColour given = AccentColour.parse(colour);

    assertThat(given.darkOn(WHITE).contrast(WHITE)).isGreaterThanOrEqualTo(4.5);
    assertThat(given.lightOn(BLACK).contrast(BLACK)).isGreaterThanOrEqualTo(4.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"red", "#fff", "#12345g", "#1234567", "url(x)"})
  void takesNothingThatIsNoColour(String text) {
    assertThatThrownBy(() -> AccentColour.parse(text)).isInstanceOf(InvalidInput.class);
  }
}
