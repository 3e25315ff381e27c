package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.time.SettableTime;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeaseTermsTest {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final SettableTime clock = new SettableTime(Samples.NOW);

  @Test
  void noAttemptTakesItsLeaseForLongerThanTheLedgerDoes() {
    LeaseTerms terms = LeaseTerms.from(pausing(), EngineFixture.SMALL);

    Duration left = Duration.ofNanos(terms.deadline() - clock.monotonicNanos());
    assertThat(clock.now().plus(left)).isBeforeOrEqualTo(terms.until());
  }

  @Test
  void aLeaseIsOverWhenTheLongestRequestIs() {
    LeaseTerms terms = LeaseTerms.from(clock, EngineFixture.SMALL);

    assertThat(Duration.between(terms.endedBefore(), terms.now()))
        .isEqualTo(EngineFixture.SMALL.requestTimeout());
    assertThat(Duration.between(terms.now(), terms.until())).isEqualTo(EngineFixture.SMALL.lease());
  }

  /** Every look at a clock takes long, as if the process stood still then. */
  private TimeSource pausing() {
    return new TimeSource() {
      @Override
      public Instant now() {
        Instant now = clock.now();
        clock.advance(PAUSE);
        return now;
      }

      @Override
      public long monotonicNanos() {
        long nanos = clock.monotonicNanos();
        clock.advance(PAUSE);
        return nanos;
      }
    };
  }
}
