package dev.waybill.server.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeedleTest {
  @Test
  void isFoundWhereverItStands() {
    assertThat(found("abc", "abcxx")).isTrue();
    assertThat(found("abc", "xxabcxx")).isTrue();
    assertThat(found("abc", "xxabc")).isTrue();
    assertThat(found("a", "xxa")).isTrue();
    assertThat(found("abc", "xxabx")).isFalse();
    assertThat(found("abc", "ab")).isFalse();
  }

  @Test
  void isFoundInCapitalAndSmallLettersOfAscii() {
    assertThat(found("bErLiN", "from Berlin")).isTrue();
    assertThat(found("from berlin", "FROM BERLIN")).isTrue();
    assertThat(found("Ärger", "viel ÄRGER")).isTrue();
    assertThat(found("ärger", "viel Ärger")).isFalse();
    assertThat(found("[", "{")).as("not letters, though as far apart").isFalse();
  }

  @Test
  void isNotFoundOutsideOfTheLine() {
    byte[] lines = "abc\nxyz\nabc".getBytes(UTF_8);

    assertThat(new Needle("abc".getBytes(UTF_8)).isIn(lines, 4, 3)).isFalse();
    assertThat(new Needle("c\nx".getBytes(UTF_8)).isIn(lines, 0, 3)).isFalse();
    assertThat(new Needle("xyz".getBytes(UTF_8)).isIn(lines, 4, 3)).isTrue();
  }

  @Test
  void isFoundWhereASlowSearchFindsIt() {
    var random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      String line = text(random, random.nextInt(20));
      String text = text(random, 1 + random.nextInt(4));
      assertThat(found(text, line))
          .as("%s in %s", text, line)
          .isEqualTo(line.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
    }
  }

  private static String text(Random random, int length) {
    return random
        .ints(length, 0, 5)
        .collect(
            StringBuilder::new, (text, i) -> text.append("abAB ".charAt(i)), StringBuilder::append)
        .toString();
  }

  private static boolean found(String text, String line) {
    byte[] bytes = line.getBytes(UTF_8);
    return new Needle(text.getBytes(UTF_8)).isIn(bytes, 0, bytes.length);
  }
}
