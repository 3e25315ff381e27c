package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The process ends at every step of a redelivery, once each; a new one finishes the work. */
class RedeliveryCrashTest {

  @Test
  void healsTheBucketWhereverTheProcessEnds() {
    int crashAt = 1;
    while (crashesAndRecovers(crashAt)) {
      crashAt++;
    }
    assertThat(crashAt).as("steps of the history").isGreaterThan(50);
  }

  @Test
  void aJobThatIsDoneIsNotPutAgainAfterACrash() {
    RedeliveryFixture fixture = new RedeliveryFixture();
    fixture.loseEvery(2);
    Redelivery redelivery = fixture.request(1, 3);
    int crashAt = 1;
    while (fixture.now(redelivery).nextSequence() == 1) {
      assertThat(live(fixture, redelivery, new Steps(crashAt++))).isTrue();
    }
    int tried = fixture.engine.stores.tried().size();

    assertThat(live(fixture, redelivery, new Steps(Integer.MAX_VALUE))).isFalse();

    assertThat(fixture.engine.stores.tried().size() - tried).isEqualTo(fixture.objectsOf(2, 3));
    fixture.assertHealed();
  }

  /** Whether the history was long enough to crash at that step. */
  private static boolean crashesAndRecovers(int crashAt) {
    RedeliveryFixture fixture = new RedeliveryFixture();
    fixture.loseEvery(2);
    fixture.loseDocuments();
    fixture.engine.stores.spareNoDocument();
    Redelivery redelivery = fixture.request(1, 3);
    boolean crashed = live(fixture, redelivery, new Steps(crashAt));
    if (crashed) {
      assertThat(live(fixture, redelivery, new Steps(Integer.MAX_VALUE))).isFalse();
    }
    fixture.assertHealed();
    fixture.assertDocumentsHealed();
    Redelivery done = fixture.now(redelivery);
    assertThat(done.status()).isEqualTo(Redelivery.Status.SUCCEEDED);
    assertThat(done.objectsPut() + done.objectsPresent()).isEqualTo(fixture.delivered.size());
    return crashed;
  }

  /** Lives until the redelivery has succeeded, or until the crash. */
  private static boolean live(RedeliveryFixture fixture, Redelivery redelivery, Steps steps) {
    EngineFixture engine = fixture.engine;
    engine.redeliveries.endLeases(engine.time.now());
    engine.stores.beforeEachPut(steps::pass);
    engine.stores.afterEachPut(steps::pass);
    ExportEngine alive =
        engine.engine(
            EngineFixture.SMALL,
            engine.ledger,
            steps.around(engine.redeliveries),
            EngineListener.NONE);
    try {
      while (fixture.now(redelivery).status().isOpen()) {
        engine.time.advance(Duration.ofMinutes(5));
        alive.claimNextRedelivery().ifPresent(alive::runRedelivery);
      }
      return false;
    } catch (Steps.Crash e) {
      return true;
    }
  }
}
