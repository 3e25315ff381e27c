package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SetAsideTest {
  private final SettableTime time = new SettableTime(Samples.NOW);
  private final SetAside<String> aside = new SetAside<>(time);

  @Test
  void findsAllWhileNothingIsSetAside() {
    assertThat(others(2)).containsExactly("a", "b");
    assertThat(others(9)).containsExactly("a", "b", "c", "d");
  }

  @Test
  void findsAsManyOthersAsIfNothingWereSetAside() {
    aside.add("a");
    aside.add("c");

    assertThat(others(2)).containsExactly("b", "d");
  }

  @Test
  void leavesAloneForHalfAMinuteOnly() {
    aside.add("a");
    time.advance(Duration.ofSeconds(20));
    aside.add("b");
    time.advance(Duration.ofSeconds(10).minusNanos(1));
    assertThat(others(4)).containsExactly("c", "d");

    time.advance(Duration.ofNanos(1));

    assertThat(others(4)).containsExactly("a", "c", "d");
  }

  @Test
  void oneThatFailsAgainIsLeftAloneAgain() {
    aside.add("a");
    time.advance(Duration.ofSeconds(29));
    aside.add("a");
    time.advance(Duration.ofSeconds(29));

    assertThat(others(4)).doesNotContain("a");
  }

  private List<String> others(int most) {
    return aside.others(most, limit -> Stream.of("a", "b", "c", "d").limit(limit).toList());
  }
}
