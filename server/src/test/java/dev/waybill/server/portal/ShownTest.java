package dev.waybill.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ShownTest {
  private final Shown show = new Shown();

  @Test
  void showsSizesInTheUnitThatSuits() {
    assertThat(show.bytes(0)).isEqualTo("0 bytes");
    assertThat(show.bytes(999)).isEqualTo("999 bytes");
    assertThat(show.bytes(1_500)).isEqualTo("1.5 kB");
    assertThat(show.bytes(25_000_000)).isEqualTo("25 MB");
  }

  @Test
  void showsCountsWithTheirWord() {
    assertThat(show.count(1, "export", "exports")).isEqualTo("1 export");
    assertThat(show.count(12_345, "event", "events")).isEqualTo("12,345 events");
  }

  @Test
  void showsTheTwoLargestUnitsOfATime() {
    assertThat(show.duration(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(show.duration(Duration.ofMinutes(61))).isEqualTo("1 h 1 min");
    assertThat(show.duration(Duration.ofDays(2).plusHours(3))).isEqualTo("2 d 3 h");
    assertThat(show.duration(Duration.ofSeconds(-1))).isEqualTo("0 s");
  }

  @Test
  void showsMomentsInUtc() {
    assertThat(show.utc(Instant.parse("2026-11-20T14:05:06Z")))
        .isEqualTo("20 Nov 2026, 14:05:06 UTC");
  }
}
