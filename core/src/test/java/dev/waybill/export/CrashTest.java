package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The process ends at every step there is, once each; a new one finishes the work. */
class CrashTest {

  @Test
  void deliversExactlyOnceWhereverTheProcessEnds() {
    int crashAt = 1;
    while (crashesAndRecovers(crashAt)) {
      crashAt++;
    }
    assertThat(crashAt).as("steps of the history").isGreaterThan(60);
  }

  @Test
  void deliversExactlyOnceThoughTheProcessEndsAgainAndAgain() {
    // One put and its record are sixteen steps from the start: fewer would never come further.
    // So is what comes before the first put of an attempt: keys and origin record.
    for (int every = 34; every < 94; every += 7) {
      EngineFixture fixture = fixture();
      int lives = 1;
      while (live(fixture, new Steps(every))) {
        lives++;
        assertThat(lives).isLessThan(500);
      }
      fixture.assertDeliveredExactlyOnce();
      fixture.proof(fixture.location).assertComplete(2, fixture.keys);
    }
  }

  /** Whether the history was long enough to crash at that step. */
  private static boolean crashesAndRecovers(int crashAt) {
    EngineFixture fixture = fixture();
    boolean crashed = live(fixture, new Steps(crashAt));
    if (crashed) {
      assertThat(live(fixture, new Steps(Integer.MAX_VALUE))).isFalse();
    }
    fixture.assertDeliveredExactlyOnce();
    fixture.proof(fixture.location).assertComplete(2, fixture.keys);
    assertThat(fixture.stream().nextSequence()).isEqualTo(3);
    assertThat(fixture.stream().nextOrdinal()).isEqualTo(61);
    return crashed;
  }

  private static EngineFixture fixture() {
    EngineFixture fixture = new EngineFixture();
    fixture.stores.spareNoDocument();
    fixture.appendVaried(30, 4, 1);
    return fixture;
  }

  /** Lives until two jobs are delivered, or until the crash. */
  private static boolean live(EngineFixture fixture, Steps steps) {
    fixture.stores.beforeEachPut(steps::pass);
    fixture.stores.afterEachPut(steps::pass);
    fixture.ledger.endLeases(fixture.time.now());
    ExportEngine engine = fixture.engine(EngineFixture.SMALL, steps.around(fixture.ledger));
    try {
      while (fixture.stream().nextSequence() < 3) {
        if (fixture.stream().nextSequence() == 2 && fixture.log.end(Samples.TENANT).value() == 30) {
          fixture.time.advance(Duration.ofHours(1));
          fixture.appendVaried(30, 4, 2);
        }
        fixture.time.advance(Duration.ofMinutes(5));
        fixture.log.barrierAt(fixture.time.now().toEpochMilli());
        engine.planDue();
        engine.claimNext().ifPresent(engine::runAttempt);
      }
      return false;
    } catch (Steps.Crash e) {
      return true;
    }
  }
}
