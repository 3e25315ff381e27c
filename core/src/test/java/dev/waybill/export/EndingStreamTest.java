package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import dev.waybill.export.FailingObjectStores.Behaviour;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.log.Position;
import dev.waybill.manifest.Manifest;
import dev.waybill.storage.Location;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How the stream of an export that is deleted comes to its end. */
class EndingStreamTest {
  private static final long T = Samples.NOW.toEpochMilli() - 1000;
  private static final Failure DENIED = Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED");

  private final EngineFixture fixture = new EngineFixture();

  @Test
  void whatIsUndeliveredIsDeliveredAtOnceWithALastManifest() {
    fixture.appendVaried(30, 4, 1);
    fixture.plan();
    fixture.deliver();
    fixture.appendVaried(30, 4, 2);
    assertThat(fixture.engine.planDue()).as("long before the next tick").isZero();

    Instant deletion = delete();
    fixture.log.barrierAt(deletion.toEpochMilli() + 20);
    assertThat(fixture.engine.planDue()).isEqualTo(1);
    assertThat(fixture.job().scheduledAt()).isEqualTo(deletion);
    fixture.deliver();

    assertEndedWith(2);
    Manifest last = fixture.proof(fixture.location).manifest(2);
    assertThat(last.scheduledAt()).isEqualTo(deletion);
    assertThat(last.received().through()).isGreaterThanOrEqualTo(deletion.toEpochMilli());
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void aPausedExportThatNeverDeliveredEndsAlike() {
    fixture.appendVaried(30, 4, 1);
    fixture.ledger.change(Samples.withEnabled(fixture.configuration, false));

    delete();
    assertThat(fixture.engine.planDue()).isEqualTo(1);
    fixture.deliver();

    assertEndedWith(1);
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void silenceIsProvenToTheEndToo() {
    fixture.plan();
    fixture.deliver();

    delete();
    fixture.engine.planDue();
    fixture.deliver();

    assertEndedWith(2);
    assertThat(fixture.proof(fixture.location).manifest(2).objects()).isEmpty();
  }

  @Test
  void moreJobsFollowWhileACutLeavesSomethingButNotForWhatCameLater() {
    EngineFixture small = new EngineFixture(PlanningTest.jobOf(5), OutputSettings.DEFAULT);
    for (int i = 0; i < 4; i++) {
      small.append(T + 10L * i, small.event(EventKind.QUERY, T), small.event(EventKind.QUERY, T));
    }
    small.ledger.remove(small.configuration.id(), small.time.now());

    int jobs = 0;
    while (small.engine.planDue() > 0) {
      jobs++;
      long later = small.time.now().toEpochMilli() + jobs;
      small.append(later, small.event(EventKind.QUERY, T), small.event(EventKind.QUERY, T));
      small.deliver();
      assertThat(jobs).as("though events keep coming").isLessThan(9);
    }

    assertThat(small.ledger.hasEnded(small.configuration.id())).isTrue();
    assertThat(small.job().range().to()).isGreaterThanOrEqualTo(new Position(8));
    small.proof(small.location).assertComplete(jobs, small.keys);
  }

  @Test
  void anUnfinishedJobIsAttemptedWithoutItsBackoffAndTheLastFollows() {
    fixture.appendVaried(30, 4, 1);
    fixture.plan();
    fixture.stores.behave(Behaviour.REFUSES, 1, DENIED);
    fixture.attempt();
    fixture.stores.heal();
    assertThat(fixture.engine.claimNext()).isEmpty();

    delete();
    fixture.deliver();
    assertThat(fixture.engine.planDue()).isEqualTo(1);
    fixture.deliver();

    assertEndedWith(2);
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void theFirstAttemptThatFailsEndsIt() {
    fixture.appendVaried(30, 4, 1);
    fixture.plan();
    fixture.deliver();
    fixture.appendVaried(30, 4, 2);
    delete();
    fixture.engine.planDue();
    fixture.stores.behave(Behaviour.REFUSES, 2, DENIED);

    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Failed.class);

    fixture.stores.heal();
    assertThat(fixture.job().status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(fixture.listener.failures).containsExactly(DENIED);
    fixture.time.advance(Duration.ofDays(1));
    assertEndedWith(1);
  }

  @Test
  void aRunningAttemptIsTheOneOfItsJob() {
    fixture.appendVaried(30, 4, 1);
    fixture.plan();
    fixture.stores.beforeEachPut(
        () -> {
          if (fixture.stores.tried().size() == 3) {
            fixture.engine.end(delete(fixture.configuration));
          }
        });

    fixture.deliver();
    assertThat(fixture.engine.planDue()).isEqualTo(1);
    fixture.deliver();

    assertEndedWith(2);
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void aRunningAttemptThatFailsEndsIt() {
    fixture.appendVaried(30, 4, 1);
    fixture.plan();
    fixture.stores.behave(Behaviour.REFUSES, 3, DENIED);
    fixture.stores.beforeEachPut(
        () -> {
          if (fixture.stores.tried().size() == 3) {
            delete(fixture.configuration);
          }
        });

    fixture.attempt();

    assertThat(fixture.ledger.hasEnded(fixture.configuration.id())).isTrue();
    assertThat(fixture.job().status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(fixture.engine.planDue()).isZero();
  }

  @Test
  void aLogThatIsOutOfServiceIsNoAttempt() {
    fixture.appendVaried(30, 4, 1);
    delete();
    fixture.log.writable(false);
    assertThat(fixture.engine.planDue()).isZero();
    fixture.log.writable(true);
    assertThat(fixture.engine.planDue()).isEqualTo(1);
    fixture.log.open(false);

    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.GivenBack.class);
    assertThat(fixture.engine.claimNext()).as("left alone for a while").isEmpty();
    fixture.log.open(true);
    fixture.time.advance(Duration.ofSeconds(30));
    fixture.deliver();

    assertEndedWith(1);
    assertThat(fixture.listener.failures).isEmpty();
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void aProcessThatStopsLeavesItToTheNext() {
    fixture.appendVaried(30, 4, 1);
    delete();
    fixture.engine.planDue();
    Claim claim = fixture.engine.claimNext().orElseThrow();
    fixture.engine.stop();
    assertThat(fixture.engine.runAttempt(claim)).isInstanceOf(AttemptOutcome.GivenBack.class);

    fixture.engine = fixture.engine(EngineFixture.SMALL, fixture.ledger);
    fixture.deliver();

    assertEndedWith(1);
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void followsItsIntegrationToAnotherPlace() {
    fixture.appendVaried(30, 4, 1);
    fixture.plan();
    fixture.deliver();
    delete();
    fixture.engine.planDue();
    Location elsewhere = Samples.location("elsewhere");
    fixture.ledger.move(fixture.integration.id(), elsewhere);

    fixture.deliver();

    assertThat(fixture.ledger.hasEnded(fixture.configuration.id())).isTrue();
    assertThat(fixture.proof(elsewhere).origin(2).previous()).isPresent();
  }

  @Test
  void nobodyCanRunIt() {
    fixture.plan();
    fixture.deliver();

    delete();

    assertThat(fixture.engine.run(fixture.configuration.id())).isEmpty();
    assertThat(fixture.ledger.jobs()).hasSize(1);
  }

  @Test
  void aCrashAnywhereLosesNoneOfIt() {
    int crashAt = 1;
    while (crashesAndRecovers(crashAt)) {
      crashAt++;
    }
    assertThat(crashAt).as("steps of the history").isGreaterThan(40);
  }

  /** Whether the history was long enough to crash at that step. */
  private static boolean crashesAndRecovers(int crashAt) {
    EngineFixture fixture = new EngineFixture();
    fixture.stores.spareNoDocument();
    fixture.appendVaried(30, 4, 1);
    fixture.plan();
    fixture.ledger.remove(fixture.configuration.id(), fixture.time.now());
    boolean crashed = !endsBeforeCrash(fixture, new Steps(crashAt));
    if (crashed) {
      assertThat(endsBeforeCrash(fixture, new Steps(Integer.MAX_VALUE))).isTrue();
    }
    assertThat(fixture.ledger.jobs()).hasSize(2);
    fixture.proof(fixture.location).assertComplete(2, fixture.keys);
    fixture.assertDeliveredExactlyOnce();
    return crashed;
  }

  private static boolean endsBeforeCrash(EngineFixture fixture, Steps steps) {
    fixture.stores.beforeEachPut(steps::pass);
    fixture.stores.afterEachPut(steps::pass);
    fixture.ledger.endLeases(fixture.time.now());
    ExportEngine engine = fixture.engine(EngineFixture.SMALL, steps.around(fixture.ledger));
    try {
      while (!fixture.ledger.hasEnded(fixture.configuration.id())) {
        engine.planDue();
        engine.claimNext().ifPresent(engine::runAttempt);
      }
      return true;
    } catch (Steps.Crash e) {
      return false;
    }
  }

  private Instant delete() {
    Instant now = fixture.time.now();
    fixture.log.barrierAt(now.toEpochMilli());
    fixture.engine.end(delete(fixture.configuration));
    return now;
  }

  private ConfigurationId delete(ExportConfiguration configuration) {
    fixture.ledger.remove(configuration.id(), fixture.time.now());
    return configuration.id();
  }

  private void assertEndedWith(long sequence) {
    assertThat(fixture.ledger.hasEnded(fixture.configuration.id())).isTrue();
    assertThat(fixture.engine.planDue()).isZero();
    assertThat(fixture.engine.claimNext()).isEmpty();
    fixture.proof(fixture.location).assertComplete(sequence, fixture.keys);
    assertThat(fixture.listener.defects).isEmpty();
  }
}
