package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleTest {
  private static final ConfigurationId ID =
      new ConfigurationId(UUID.fromString("6f6a6e3c-52a1-4d0b-9e1c-2f70d3a4b5c6"));
  private static final Instant TICK = Instant.parse("2026-11-20T14:00:00Z");

  private final Schedule schedule = new Schedule(ID, Interval.EVERY_HOUR);
  private final Instant due = TICK.plus(schedule.spread());

  @ParameterizedTest
  @EnumSource(Interval.class)
  void spreadsByLessThanATenthAndLessThanFiveMinutes(Interval interval) {
    Duration limit = interval.length().dividedBy(10);
    for (int i = 0; i < 1000; i++) {
      Duration spread = new Schedule(new ConfigurationId(UUID.randomUUID()), interval).spread();
      assertThat(spread).isBetween(Duration.ZERO, Duration.ofMinutes(5)).isLessThan(limit);
    }
  }

  @Test
  void spreadsEvenly() {
    List<Integer> minutes = new ArrayList<>(Collections.nCopies(5, 0));
    for (int i = 0; i < 10_000; i++) {
      ConfigurationId id = new ConfigurationId(new UUID(0x4000L | i << 16, 0x8000000000000000L));
      int minute = (int) new Schedule(id, Interval.EVERY_24_HOURS).spread().toMinutes();
      minutes.set(minute, minutes.get(minute) + 1);
    }
    assertThat(minutes).allSatisfy(count -> assertThat(count).isBetween(1800, 2200));
  }

  @Test
  void theSpreadOfAConfigurationNeverChanges() {
    assertThat(schedule.spread()).isEqualTo(Duration.ofMillis(79_237));
  }

  @Test
  void theTickIsCurrentFromItsSpreadOn() {
    assertThat(schedule.currentTick(due.minusMillis(1))).isEqualTo(TICK.minusSeconds(3600));
    assertThat(schedule.currentTick(due)).isEqualTo(TICK);
    assertThat(schedule.currentTick(due.plusSeconds(3599))).isEqualTo(TICK);
  }

  @Test
  void isDueAgainAtTheNextTick() {
    assertThat(schedule.nextDue(TICK, due)).isEqualTo(due.plusSeconds(3600));
  }

  @Test
  void isDueNowIfTheCurrentTickIsALaterOne() {
    Instant now = due.plus(Duration.ofHours(5));
    assertThat(schedule.nextDue(TICK, now)).isEqualTo(now);
  }

  @Test
  void isDueNowIfTheCurrentTickIsAnEarlierOne() {
    Instant beforeTheClockWasRepaired = TICK.plus(Duration.ofDays(365));
    assertThat(schedule.nextDue(beforeTheClockWasRepaired, due)).isEqualTo(due);
  }
}
