package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Failure DENIED = Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED");

  private final Backoff backoff = new Backoff(new Random(1));

  @Test
  void doublesFromFiveSecondsWithHalfOfItRandom() {
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.after(1, DENIED)).isBetween(seconds(2.5), seconds(5));
      assertThat(backoff.after(2, DENIED)).isBetween(seconds(5), seconds(10));
      assertThat(backoff.after(4, DENIED)).isBetween(seconds(20), seconds(40));
    }
  }

  @Test
  void resumesWithinFiveMinutesHoweverOftenItFailed() {
    for (int attempt : new int[] {7, 8, 100, 1_000_000, Integer.MAX_VALUE}) {
      assertThat(backoff.after(attempt, DENIED)).isBetween(seconds(120), seconds(240));
    }
  }

  @Test
  void waitsAsLongAsTheStoreAsksUpToAnHour() {
    assertThat(backoff.after(1, asking(Duration.ofMinutes(7)))).isEqualTo(Duration.ofMinutes(7));
    assertThat(backoff.after(1, asking(Duration.ofDays(7)))).isEqualTo(Duration.ofHours(1));
    assertThat(backoff.after(7, asking(Duration.ofSeconds(1))))
        .isBetween(seconds(120), seconds(240));
  }

  private static Failure asking(Duration time) {
    return new Failure(Fault.CAPACITY, Stage.PUT, "SLOW_DOWN", "Slow down.", "", Optional.of(time));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }
}
