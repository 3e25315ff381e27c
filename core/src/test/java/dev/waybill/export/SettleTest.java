package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens at the old place when an export's destination is changed in the middle. */
class SettleTest {
  /** Nobody waits that long in a test. */
  private static final EngineSettings PATIENT = settings(2, Duration.ofHours(1));

  private final EngineFixture fixture =
      new EngineFixture(settings(1, Duration.ofMillis(10)), OutputSettings.DEFAULT);

  private static EngineSettings settings(int workersPerTenant, Duration requestTimeout) {
    return new EngineSettings(
        2,
        workersPerTenant,
        1 << 20,
        1000,
        100_000,
        24,
        1024,
        1 << 20,
        Duration.ofHours(6),
        requestTimeout);
  }

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
  void tellsAllToStopBeforeItWaitsForAny() throws InterruptedException {
    EngineFixture two = new EngineFixture(PATIENT, OutputSettings.DEFAULT);
    List<ConfigurationId> both = planTwo(two);
    Hanging first = Hanging.of(two);
    Hanging second = Hanging.of(two);
    Thread settling = settle(two, both);

    second.end().countDown();
    assertThat(second.attempt().join())
        .as("although the first one hangs")
        .isInstanceOf(AttemptOutcome.GivenBack.class);

    first.end().countDown();
    assertThat(first.attempt().join()).isInstanceOf(AttemptOutcome.GivenBack.class);
    assertThat(settling.join(Duration.ofSeconds(30))).isTrue();
    assertThat(two.stores.tried()).as("one each").hasSize(2);
  }

  @Test
  void waitsForAllOfThemAsLongAsForOne() throws InterruptedException {
    EngineFixture two = new EngineFixture(PATIENT, OutputSettings.DEFAULT);
    List<ConfigurationId> both = planTwo(two);
    Hanging first = Hanging.of(two);
    Hanging second = Hanging.of(two);
    Thread settling = settle(two, both);

    two.time.advance(PATIENT.requestTimeout().multipliedBy(2));
    first.end().countDown();

    assertThat(settling.join(Duration.ofSeconds(30))).isTrue();
    assertThat(second.attempt()).isNotDone();
    second.end().countDown();
    assertThat(second.attempt().join()).isInstanceOf(AttemptOutcome.GivenBack.class);
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

    fixture.engine.settle(Set.of(other.id()));

    assertThat(fixture.engine.runAttempt(claim)).isInstanceOf(AttemptOutcome.Delivered.class);
  }

  @Test
  void returnsAtOnceIfNothingIsUnderWay() {
    settle();
    answer.countDown();

    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Delivered.class);
  }

  private static List<ConfigurationId> planTwo(EngineFixture in) {
    ExportConfiguration second = in.add(in.integration, OutputSettings.DEFAULT);
    in.appendVaried(300, 10, 1);
    in.time.advance(Duration.ofMinutes(5));
    in.log.barrierAt(in.time.now().toEpochMilli());
    assertThat(in.engine.planDue()).isEqualTo(2);
    return List.of(in.configuration.id(), second.id());
  }

  /** Its first put hangs. */
  private record Hanging(CountDownLatch end, CompletableFuture<AttemptOutcome> attempt) {
    static Hanging of(EngineFixture in) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch end = new CountDownLatch(1);
      in.stores.beforeEachPut(
          () -> {
            begun.countDown();
            await(end);
          });
      Claim claim = in.engine.claimNext().orElseThrow();
      var attempt =
          CompletableFuture.supplyAsync(
              () -> in.engine.runAttempt(claim), task -> Thread.ofPlatform().start(task));
      await(begun);
      return new Hanging(end, attempt);
    }
  }

  /** Begun, and waiting for the first. */
  private static Thread settle(EngineFixture in, List<ConfigurationId> configurations) {
    Thread settling = Thread.ofPlatform().start(() -> in.engine.settle(configurations));
    while (settling.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return settling;
  }

  private void settle() {
    fixture.engine.settle(Set.of(fixture.configuration.id()));
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
