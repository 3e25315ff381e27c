package dev.waybill.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDigestTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n\n",
        "a\n",
        "ab\ncd\n",
        "a",
        "a\nb",
        "\na",
        "{\"a\":\"é\u0000\"}\n"
      })
  void isWhatTheDefinitionsSayHoweverTheContentIsCut(String text) {
    byte[] content = text.getBytes(UTF_8);

    for (int piece = 1; piece <= content.length + 1; piece++) {
      assertThat(digest(content, piece)).as("in pieces of %s", piece).isEqualTo(expected(text));
    }
  }

  @Test
  void findsLineFeedsAtEveryPlaceOfAWord() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      StringBuilder text = new StringBuilder();
      for (int line = 0; line < 20; line++) {
        random
            .ints(random.nextInt(20), 0, 0x800)
            .filter(c -> c != '\n')
            .forEach(text::appendCodePoint);
        text.append('\n');
      }
      byte[] content = text.toString().getBytes(UTF_8);
      assertThat(digest(content, content.length)).isEqualTo(expected(text.toString()));
      assertThat(digest(content, 1 + random.nextInt(50))).isEqualTo(expected(text.toString()));
    }
  }

  @Test
  void looksOnlyAtThePieceItIsGiven() {
    byte[] around = "\nab\n\n".getBytes(UTF_8);
    ContentDigest digest = new ContentDigest();
    digest.append(around, 1, 3);

    assertThat(digest.end()).isEqualTo(expected("ab\n"));
  }

  private static ContentDigest.Result digest(byte[] content, int piece) {
    ContentDigest digest = new ContentDigest();
    for (int at = 0; at < content.length; at += piece) {
      digest.append(content, at, Math.min(piece, content.length - at));
    }
    return digest.end();
  }

  private static ContentDigest.Result expected(String text) {
    boolean ended = text.isEmpty() || text.endsWith("\n");
    List<byte[]> lines =
        Arrays.stream(text.split("\n", -1)).map(line -> line.getBytes(UTF_8)).toList();
    List<byte[]> leaves = ended ? lines.subList(0, lines.size() - 1) : lines;
    byte[] content = text.getBytes(UTF_8);
    return new ContentDigest.Result(
        content.length,
        leaves.size(),
        ended,
        Sha256.of(content),
        Sha256.at(MerkleTreeTest.defined(leaves), 0));
  }
}
