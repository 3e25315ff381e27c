package dev.waybill.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.event.EventKind;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionHashTest {

  @Test
  void isAbsentWhenAllIsSelected() {
    assertThat(SelectionHash.of(Set.of(), Set.of())).isEmpty();
    assertThat(SelectionHash.of(Set.of(EventKind.values()), Set.of())).isEmpty();
  }

  @Test
  void isThatOfTheCanonicalJson() {
    String json =
        "{\"categories\":[\"AUTH\",\"LOCK\"],\"filter\":null,\"kinds\":[\"QUERY\",\"SYSTEM\"]}";

    assertThat(SelectionHash.of(Set.of(EventKind.SYSTEM, EventKind.QUERY), Set.of("LOCK", "AUTH")))
        .contains(Sha256.of(json.getBytes(UTF_8)));
  }

  @Test
  void doesNotDependOnHowAllKindsAreSaid() {
    assertThat(SelectionHash.of(Set.of(EventKind.values()), Set.of("A")))
        .isEqualTo(SelectionHash.of(Set.of(), Set.of("A")));
  }

  /** The strings of RFC 8785, sections 3.2.2.2 and 3.2.3. */
  @Test
  void escapesAndSortsAsTheRfcDoes() {
    assertThat(
            SelectionHash.json(
                Set.of(),
                Set.of(
                    "\u20ac$\u000F\nA'B\"\\\\\"/", "\r", "\ud83d\ude00", "\ufb33", "\b\t\f\u007f")))
        .isEqualTo(
            "{\"categories\":[\"\\b\\t\\f\u007f\",\"\\r\",\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\","
                + "\"\ud83d\ude00\",\"\ufb33\"],\"filter\":null,\"kinds\":[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d", "\ud83d\ud83d\ude00"})
  void hasNoneForHalfACharacter(String category) {
    assertThatThrownBy(() -> SelectionHash.of(Set.of(), Set.of(category)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
