package dev.waybill.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
  @Test
  void leavesWhatCanBeSeenInAnyScript() {
    String text = "Gr\u00fc\u00dfe, \u05e9\u05dc\u05d5\u05dd, \u4f60\u597d, \ud83d\ude00 <b>&\"'";

    assertThat(VisibleText.of(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0x202e, 0x2066, 0x200b, 0x200d, 0xfeff, 0x00ad, 0x2028, 0x1b, 0x85, 0xe000, 0x7f})
  void showsWhatIsUnseenByItsEscape(int point) {
    assertThat(VisibleText.of("a" + Character.toString(point) + "b"))
        .isEqualTo("a" + String.format("\\u%04x", point) + "b");
  }

  @Test
  void showsBothHalvesOfWhatIsUnseenBeyondTheFirstPlane() {
    assertThat(VisibleText.of(Character.toString(0xe0041))).isEqualTo("\\udb40\\udc41");
  }

  @Test
  void keepsAShortTextOnOneLine() {
    assertThat(VisibleText.of("one\r\ntwo\tthree", 20)).isEqualTo("one  two three");
  }

  @Test
  void cutsALongTextBetweenCharacters() {
    assertThat(VisibleText.of("\ud83d\ude00".repeat(3), 2))
        .isEqualTo("\ud83d\ude00\ud83d\ude00\u2026");
    assertThat(VisibleText.of("\ud83d\ude00".repeat(2), 2)).isEqualTo("\ud83d\ude00\ud83d\ude00");
  }
}
