package dev.waybill.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import dev.waybill.manifest.Manifest.Received;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFolderTest {
  private static final String HOUR_14 = "events/kind=QUERY/dt=2026-11-20/hour=14";

  @ParameterizedTest
  @ValueSource(strings = {HOUR_14, "events/kind=QUERY/dt=2026-11-20", "events/2026/11/20/14"})
  void holdsWhatHappenedInIt(String folder) {
    EventFolder it = EventFolder.parse(folder).orElseThrow();

    assertThat(it.holds(EventKind.QUERY, at("14:00:00.000"), at("15:00:00"))).isTrue();
    assertThat(it.holds(EventKind.QUERY, at("14:59:59.999"), at("15:00:00"))).isTrue();
    assertThat(it.holds(EventKind.QUERY, at("14:30:00"), at("15:00:00") - 99_999_999_999L))
        .as("more than a day after it was received")
        .isFalse();
  }

  @Test
  void holdsNothingOfAnotherHourOrKind() {
    EventFolder it = EventFolder.parse(HOUR_14).orElseThrow();

    assertThat(it.holds(EventKind.SYSTEM, at("14:30:00"), at("14:30:00"))).isFalse();
    assertThat(it.holds(EventKind.QUERY, at("13:59:59.999"), at("14:30:00"))).isFalse();
    assertThat(it.holds(EventKind.QUERY, at("15:00:00"), at("14:30:00"))).isFalse();
  }

  @Test
  void holdsAbsurdTimesByTheirReceipt() {
    EventFolder it = EventFolder.parse(HOUR_14).orElseThrow();

    assertThat(it.holds(EventKind.QUERY, 0, at("14:30:00"))).isTrue();
    assertThat(it.holds(EventKind.QUERY, 0, at("15:30:00"))).isFalse();
    assertThat(it.holds(EventKind.QUERY, Long.MAX_VALUE, at("14:30:00"))).isTrue();
  }

  @Test
  void mayHoldWhatWasReceivedAtAnyTimeOfItsJob() {
    EventFolder it = EventFolder.parse(HOUR_14).orElseThrow();
    Received here = new Received(at("13:59:00"), at("14:01:00"));
    Received later = new Received(at("15:00:00"), at("16:00:00"));

    assertThat(it.mayHold(at("14:30:00"), later)).isTrue();
    assertThat(it.mayHold(at("13:30:00"), later)).isFalse();
    assertThat(it.mayHold(0, here)).isTrue();
    assertThat(it.mayHold(0, later)).isFalse();
    assertThat(it.mayHold(at("14:00:30") + 86_400_000L, here))
        .as("absurd if it was received before 14:00:30")
        .isTrue();
    assertThat(it.mayHold(at("14:00:00") + 86_400_000L, here))
        .as("absurd only if it was received before 14:00:00")
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "events",
        "events/kind=OTHER/dt=2026-11-20/hour=14",
        "events/kind=QUERY/dt=2026-11-31/hour=14",
        "events/kind=QUERY/dt=2026-11-20/hour=24",
        "events/kind=QUERY/dt=2026-11-20/hour=14/x",
        "events/kind=QUERY/hour=14",
        "events/2026/11/20",
        "events/2026/11/20/24",
        "events/dt=2026-11-20"
      })
  void isNoneIfNoLayoutHasIt(String folder) {
    assertThat(EventFolder.parse(folder)).isEmpty();
  }

  private static long at(String time) {
    return Instant.parse("2026-11-20T" + time + "Z").toEpochMilli();
  }
}
