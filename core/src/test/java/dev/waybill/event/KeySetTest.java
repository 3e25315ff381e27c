package dev.waybill.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KeySetTest {
  private final Request request = Request.ofTenantKey().withKind(EventKind.QUERY);

  @Test
  void findsTheSameKeyAmongAnyNumber() {
    for (int size : new int[] {1, 2, 31, 32, 33, 34, 100, 1000}) {
      for (int again : new int[] {0, size / 2, size - 1}) {
        String json = object(size, "") + ",\"k" + again + "\":1}";

        assertThat(request.rejection(json).message()).contains("'k" + again + "' occurs twice");
      }
      assertThat(request.stored(object(size, "") + "}")).startsWith(object(size, ""));
    }
  }

  @Test
  void keepsTheKeysOfNestedLargeObjectsApart() {
    String inner = object(40, "") + "}";
    String json = object(40, inner) + ",\"a\":[" + inner + "," + inner + "],\"b\":" + inner;

    assertThat(request.stored(json + "}")).startsWith(json);
    assertThat(request.rejection(json + ",\"k39\":1}").message()).contains("'k39' occurs twice");
  }

  @Test
  void forgetsTheKeysOfAnEventThatWasNotReadToItsEnd() {
    String large = object(40, "");

    assertThat(request.parse(large + "\n" + large + "}\n{\"x\":" + large + "\n" + large + "}"))
        .satisfies(
            parsed -> {
              assertThat(parsed.batch().lines()).hasSize(2);
              assertThat(parsed.rejections()).hasSize(2);
            });
  }

  @Test
  @Timeout(20)
  void isNotSlowedDownByKeysThatAreChosenToCollide() {
    // "Aa" and "BB" have one hash code in Java, and so do all texts made of them; the ends agree.
    String json =
        IntStream.range(0, 1 << 15)
            .mapToObj(
                i ->
                    "\"same end"
                        + IntStream.range(0, 15)
                            .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                            .collect(Collectors.joining())
                        + "same end\":1")
            .collect(Collectors.joining(",", "{", "}"));

    assertThat(request.withLimits(1, 1 << 24, 64).stored(json)).hasSizeGreaterThan(json.length());
  }

  private static String object(int size, String first) {
    return IntStream.range(0, size)
        .mapToObj(i -> "\"k" + i + "\":" + (i == 0 && !first.isEmpty() ? first : "1"))
        .collect(Collectors.joining(",", "{", ""));
  }
}
