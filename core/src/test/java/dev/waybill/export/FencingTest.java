package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.integration.StorageIntegration;
import dev.waybill.tenant.TenantId;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two attempts at one job, in one engine or in two, do no harm. */
class FencingTest {
  private final EngineFixture fixture = new EngineFixture();

  @BeforeEach
  void planOneJob() {
    fixture.appendVaried(300, 10, 1);
    fixture.plan();
  }

  @Test
  void twoEnginesShareTheWork() {
    ExportEngine other = fixture.engine(EngineFixture.SMALL, fixture.ledger);

    assertThat(other.planDue()).isZero();
    Claim claim = fixture.engine.claimNext().orElseThrow();
    assertThat(other.claimNext()).isEmpty();
    fixture.engine.runAttempt(claim);

    assertThat(other.claimNext()).isEmpty();
    assertThat(other.planDue()).isZero();
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void anAttemptSendsNothingAfterItsLease() {
    Claim claim = fixture.engine.claimNext().orElseThrow();
    fixture.time.advance(Duration.ofMinutes(2));

    assertThat(fixture.engine.runAttempt(claim)).isInstanceOf(AttemptOutcome.GivenBack.class);

    assertThat(fixture.stores.tried()).isEmpty();
    fixture.deliver();
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void theLeaseGoesByTheMonotonicClock() {
    Claim claim = fixture.engine.claimNext().orElseThrow();
    fixture.time.advance(Duration.ofMinutes(2));
    fixture.time.setWall(Samples.NOW.minus(Duration.ofDays(1)));

    assertThat(fixture.engine.runAttempt(claim)).isInstanceOf(AttemptOutcome.GivenBack.class);
    assertThat(fixture.stores.tried()).isEmpty();
  }

  @Test
  void aSlowAttemptKeepsItsLeaseByRenewingIt() {
    ExportEngine other = fixture.engine(EngineFixture.SMALL, fixture.ledger);
    List<Claim> stolen = new ArrayList<>();
    fixture.stores.beforeEachPut(
        () -> {
          fixture.time.advance(Duration.ofSeconds(50));
          other.claimNext().ifPresent(stolen::add);
        });

    fixture.deliver();

    assertThat(stolen).isEmpty();
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void aSuccessorWaitsForTheLeaseAndTheLongestRequest() {
    assertThat(fixture.engine.claimNext()).isPresent();
    ExportEngine other = fixture.engine(EngineFixture.SMALL, fixture.ledger);

    fixture.time.advance(Duration.ofSeconds(120 + 30));
    assertThat(other.claimNext()).isEmpty();
    fixture.time.advance(Duration.ofMillis(1));
    assertThat(other.claimNext()).isPresent();
  }

  @Test
  void aSuccessorWaitsAsLongThoughTheClaimWasSlow() {
    ExportEngine slow = fixture.engine(EngineFixture.SMALL, slowToFind(Duration.ofMinutes(2)));
    ExportEngine other = fixture.engine(EngineFixture.SMALL, fixture.ledger);

    assertThat(slow.claimNext()).isPresent();

    fixture.time.advance(Duration.ofSeconds(120 + 30));
    assertThat(other.claimNext()).isEmpty();
    fixture.time.advance(Duration.ofMillis(1));
    assertThat(other.claimNext()).isPresent();
  }

  private ExportLedger slowToFind(Duration wait) {
    return (ExportLedger)
        Proxy.newProxyInstance(
            FencingTest.class.getClassLoader(),
            new Class<?>[] {ExportLedger.class},
            (proxy, method, arguments) -> {
              Object result = method.invoke(fixture.ledger, arguments);
              if (method.getName().equals("runnable")) {
                fixture.time.advance(wait);
              }
              return result;
            });
  }

  @Test
  void aZombieThatWakesInTheMiddleOfAPutChangesNothing() {
    ExportEngine other = fixture.engine(EngineFixture.SMALL, fixture.ledger);
    List<AttemptOutcome> successor = new ArrayList<>();
    fixture.stores.beforeEachPut(
        () -> {
          if (fixture.stores.tried().size() == 4) {
            fixture.stores.beforeEachPut(() -> {});
            fixture.time.advance(Duration.ofMinutes(10));
            successor.add(other.runAttempt(other.claimNext().orElseThrow()));
          }
        });

    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Overtaken.class);

    assertThat(successor.getFirst()).isInstanceOf(AttemptOutcome.Delivered.class);
    assertThat(fixture.stream().nextSequence()).isEqualTo(2);
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void goesNoFurtherWhenItsLeaseIsNotRenewed() {
    fixture.engine = fixture.engine(EngineFixture.SMALL, refusing("renew"));
    fixture.stores.beforeEachPut(() -> fixture.time.advance(Duration.ofSeconds(50)));

    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.GivenBack.class);

    assertThat(fixture.stores.tried()).hasSize(1);
    fixture.stores.beforeEachPut(() -> {});
    deliverUndisturbed();
  }

  @Test
  void goesNoFurtherWhenAnObjectIsNotRecorded() {
    fixture.engine = fixture.engine(EngineFixture.SMALL, refusing("recordObject"));

    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.GivenBack.class);

    assertThat(fixture.stores.tried()).hasSize(1);
    assertThat(fixture.ledger.deliveries()).isEmpty();
    deliverUndisturbed();
  }

  @Test
  void nothingCountsAsDeliveredWhenTheCommitIsRefused() {
    fixture.engine = fixture.engine(EngineFixture.SMALL, refusing("commit"));

    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.GivenBack.class);

    assertThat(fixture.listener.deliveries).isEmpty();
    assertThat(fixture.stream().nextSequence()).isEqualTo(1);
    deliverUndisturbed();
  }

  private void deliverUndisturbed() {
    fixture.engine = fixture.engine(EngineFixture.SMALL, fixture.ledger);
    fixture.deliver();
    fixture.assertDeliveredExactlyOnce();
  }

  /** A ledger in which somebody else has the job when that is asked for. */
  private ExportLedger refusing(String name) {
    return (ExportLedger)
        Proxy.newProxyInstance(
            FencingTest.class.getClassLoader(),
            new Class<?>[] {ExportLedger.class},
            (proxy, method, arguments) ->
                method.getName().equals(name) ? false : method.invoke(fixture.ledger, arguments));
  }

  @Test
  void aStepOfTheWallClockDoesNotStartASecondAttemptInTheSameEngine() {
    assertThat(fixture.engine.claimNext()).isPresent();
    fixture.time.setWall(fixture.time.now().plus(Duration.ofDays(1)));

    assertThat(fixture.engine.claimNext()).isEmpty();
  }

  @Test
  void aTenantsBacklogLeavesAWorkerToTheOthers() {
    for (int i = 0; i < 150; i++) {
      fixture.add(fixture.integration, OutputSettings.DEFAULT);
    }
    StorageIntegration other =
        Samples.integration(new TenantId("other"), Samples.location("elsewhere"));
    fixture.ledger.add(other, Samples.CREDENTIALS);
    ExportConfiguration last = fixture.add(other, OutputSettings.DEFAULT);
    while (fixture.engine.planDue() > 0) {
      fixture.time.advance(Duration.ofMillis(1));
    }

    Claim first = fixture.engine.claimNext().orElseThrow();
    assertThat(first.attempt().job().tenant()).isEqualTo(Samples.TENANT);
    Claim second = fixture.engine.claimNext().orElseThrow();
    assertThat(second.attempt().configuration()).isEqualTo(last);
    assertThat(fixture.engine.claimNext()).isEmpty();
  }
}
