package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The process ends at every step of a backfill, once each; a new one finishes the work. */
class BackfillCrashTest {

  @Test
  void deliversExactlyOnceWhereverTheProcessEnds() {
    int crashAt = 1;
    while (crashesAndRecovers(crashAt)) {
      crashAt++;
    }
    assertThat(crashAt).as("steps of the history").isGreaterThan(300);
  }

  private static boolean crashesAndRecovers(int crashAt) {
    BackfillFixture fixture = new BackfillFixture();
    boolean crashed = live(fixture, new Steps(crashAt));
    if (crashed) {
      assertThat(live(fixture, new Steps(Integer.MAX_VALUE))).isFalse();
    }
    fixture.engine.assertDeliveredExactlyOnce();
    Backfill made = only(fixture);
    assertThat(made.status()).isEqualTo(BackfillStatus.SUCCEEDED);
    assertThat(made.done().events()).isEqualTo(BackfillFixture.START);
    return crashed;
  }

  /** Creates the backfill, cancels it after its first job, and goes on; or until the crash. */
  private static boolean live(BackfillFixture fixture, Steps steps) {
    fixture.engine.stores.beforeEachPut(steps::pass);
    fixture.engine.stores.afterEachPut(steps::pass);
    fixture.engine.ledger.endLeases(fixture.engine.time.now());
    ExportEngine engine = fixture.engine.engine(settings(), steps.around(fixture.engine.ledger));
    Backfills backfills = steps.around(fixture.backfills());
    try {
      BackfillRequest request = fixture.request("", 0, BackfillFixture.START);
      backfills.create(request, request.receivedFrom(), fixture.engine.time.now());
      engine.planDue();
      engine.claimNext().ifPresent(engine::runAttempt);
      engine.planDue();
      backfills.cancel(Samples.TENANT, only(fixture).id(), fixture.engine.time.now());
      backfills.create(request, request.receivedFrom(), fixture.engine.time.now());
      fixture.deliverAll(engine);
      return false;
    } catch (Steps.Crash e) {
      return true;
    }
  }

  private static EngineSettings settings() {
    EngineSettings small = EngineFixture.SMALL;
    return new EngineSettings(
        small.workers(),
        small.workersPerTenant(),
        4_000,
        small.jobPartitions(),
        small.partBytes(),
        small.openHours(),
        small.blockBytes(),
        small.bufferBytes(),
        small.lease(),
        small.requestTimeout());
  }

  private static Backfill only(BackfillFixture fixture) {
    return fixture
        .backfills()
        .list(Samples.TENANT, fixture.configuration.id(), 2, Optional.empty())
        .getFirst();
  }
}
