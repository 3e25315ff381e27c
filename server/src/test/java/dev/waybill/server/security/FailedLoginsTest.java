package dev.waybill.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.time.SettableTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailedLoginsTest {
  private static final String ADDRESS = "203.0.113.7";

  private final SettableTime time = new SettableTime();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FailedLogins failures = new FailedLogins(10, time, registry);

  @Test
  void letsTenPassAndHasFurtherOnesWait() {
    fail(10, ADDRESS);

    assertThat(failures.add(ADDRESS)).contains(Duration.ofSeconds(1));
    assertThat(failures.add("203.0.113.8")).isEmpty();
    assertThat(registry.counter("waybill.failed.logins", "result", "refused").count())
        .isEqualTo(11);
    assertThat(registry.counter("waybill.failed.logins", "result", "delayed").count()).isEqualTo(1);
  }

  @Test
  void doublesTheWaitUpToAMinute() {
    fail(10, ADDRESS);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      Duration wait = failures.add(ADDRESS).orElseThrow();
      waits.add(wait.toSeconds());
      time.advance(wait);
    }

    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
  }

  @Test
  void countsDownWhileTheWaitIsNotOver() {
    fail(11, ADDRESS);
    time.advance(Duration.ofMillis(400));

    assertThat(failures.add(ADDRESS)).contains(Duration.ofMillis(600));
    assertThat(failures.add(ADDRESS)).contains(Duration.ofMillis(600));
  }

  @Test
  void forgetsWhatWasMoreThanAMinuteAgo() {
    for (int i = 0; i < 5; i++) {
      fail(9, ADDRESS);
      time.advance(Duration.ofSeconds(61));
    }

    assertThat(failures.add(ADDRESS)).isEmpty();
  }

  @Test
  void forgetsAnAddressThatWasQuietForTenMinutesAfterItsWait() {
    fail(11, ADDRESS);
    time.advance(Duration.ofSeconds(601));
    assertThat(failures.add(ADDRESS)).as("not yet").contains(Duration.ofSeconds(2));

    time.advance(Duration.ofSeconds(603));

    fail(10, ADDRESS);
    assertThat(failures.add(ADDRESS)).contains(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
    "2001:db8:1:2::1, 2001:db8:1:3::1, false",
    "fe80::1%7, fe80::2%7, true",
    "::ffff:203.0.113.7, 203.0.113.7, true",
    "203.0.113.7, 203.0.113.8, false",
    "nobody, nobody, true"
  })
  void countsTheNetworkOfAnIpv6AddressTogether(String one, String another, boolean together) {
    fail(10, one);

    assertThat(failures.add(another).isPresent()).isEqualTo(together);
  }

  private void fail(int times, String address) {
    for (int i = 0; i < times; i++) {
      Optional<Duration> wait = failures.add(address);
      assertThat(wait.isPresent()).isEqualTo(i >= 10);
    }
  }
}
