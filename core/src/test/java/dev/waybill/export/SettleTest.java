package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens at the old place when an export's destination is changed in the middle. */
class SettleTest {
  private final EngineFixture fixture =
      new EngineFixture(
          new EngineSettings(
              2,
              1,
              1 << 20,
              1000,
              100_000,
              24,
              1024,
              1 << 20,
              Duration.ofMinutes(2),
              Duration.ofMillis(10)),
          OutputSettings.DEFAULT);

  private final CountDownLatch inThePut = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);

  @BeforeEach
  void stallTheFirstPut() {
    fixture.appendVaried(300, 10, 1);
    fixture.plan();
    fixture.stores.beforeEachPut(
        () -> {
          inThePut.countDown();
          await(answer);
        });
  }

  @Test
  void waitsForThePutThatIsUnderWayAndAllowsNoOther() {
    Claim claim = fixture.engine.claimNext().orElseThrow();
    var attempt = CompletableFuture.supplyAsync(() -> fixture.engine.runAttempt(claim));
    await(inThePut);
    fixture.ledger.move(fixture.integration.id(), Samples.location("elsewhere"));

    Thread settling = Thread.ofPlatform().start(() -> settle());
    while (settling.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    answer.countDown();
    join(settling);

    assertThat(attempt.join()).isInstanceOf(AttemptOutcome.GivenBack.class);
    assertThat(fixture.stores.tried()).hasSize(1);
  }

  @Test
  void anAttemptThatStallsForLongerSendsNothingWhenItGoesOn() {
    Claim claim = fixture.engine.claimNext().orElseThrow();
    var attempt = CompletableFuture.supplyAsync(() -> fixture.engine.runAttempt(claim));
    await(inThePut);
    fixture.ledger.move(fixture.integration.id(), Samples.location("elsewhere"));

    settle();
    assertThat(attempt).isNotDone();

    answer.countDown();
    assertThat(attempt.join()).isInstanceOf(AttemptOutcome.GivenBack.class);
    assertThat(fixture.stores.tried()).hasSize(1);
  }

  @Test
  void endsTheDeliveriesOfATenant() {
    Claim claim = fixture.engine.claimNext().orElseThrow();
    var attempt = CompletableFuture.supplyAsync(() -> fixture.engine.runAttempt(claim));
    await(inThePut);

    Thread settling = Thread.ofPlatform().start(() -> fixture.engine.settle(Samples.TENANT));
    while (settling.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    answer.countDown();
    join(settling);

    assertThat(attempt.join()).isInstanceOf(AttemptOutcome.GivenBack.class);
    assertThat(fixture.stores.tried()).hasSize(1);
  }

  @Test
  void leavesTheExportsOfOtherTenantsAlone() {
    Claim claim = fixture.engine.claimNext().orElseThrow();
    answer.countDown();

    fixture.engine.settle(new TenantId("somebody-else"));

    assertThat(fixture.engine.runAttempt(claim)).isInstanceOf(AttemptOutcome.Delivered.class);
  }

  @Test
  void leavesOtherExportsAlone() {
    ExportConfiguration other = fixture.add(fixture.integration, OutputSettings.DEFAULT);
    Claim claim = fixture.engine.claimNext().orElseThrow();
    answer.countDown();

    fixture.engine.settle(other.id());

    assertThat(fixture.engine.runAttempt(claim)).isInstanceOf(AttemptOutcome.Delivered.class);
  }

  @Test
  void returnsAtOnceIfNothingIsUnderWay() {
    settle();
    answer.countDown();

    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Delivered.class);
  }

  private void settle() {
    fixture.engine.settle(fixture.configuration.id());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
