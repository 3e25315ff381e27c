package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.FailingObjectStores.Behaviour;
import dev.waybill.fault.Fault;
import dev.waybill.log.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Retention first gives events up, which is the mark, and then removes them: a job that begins in
 * between must not take them, since it would expire whole when they go.
 */
class StartAboveTheMarkTest {
  private final EngineFixture fixture = new EngineFixture();

  @Test
  void aJobDoesNotStartBelowTheMark() {
    fixture.appendVaried(100, 10, 1);
    fixture.plan();
    mark(30);
    failAfterPuts(3);
    assertThat(fixture.job().heldFrom()).contains(new Position(30));
    trim(30);
    fixture.waitForRetry();

    Delivery delivery = fixture.deliver();

    assertThat(delivery.events()).isEqualTo(70);
    assertThat(delivery.expired()).isEqualTo(30);
    assertThat(delivered()).isEqualTo(70);
  }

  @Test
  void deliversWhatIsAboveTheMarkThoughTheTrimIsNotDone() {
    fixture.appendVaried(100, 10, 1);
    fixture.plan();
    mark(30);

    Delivery delivery = fixture.deliver();

    assertThat(delivery.events()).isEqualTo(70);
    assertThat(delivery.expired()).isEqualTo(30);
    assertThat(delivered()).isEqualTo(70);
    assertThat(fixture.stream().cursor()).isEqualTo(new Position(100));
    assertThat(fixture.stream().nextOrdinal()).isEqualTo(71);
  }

  @Test
  void aJobThatLiesBelowTheMarkHasNoObjects() {
    fixture.appendVaried(100, 10, 1);
    fixture.plan();
    mark(120);

    assertThat(fixture.deliver()).isEqualTo(new Delivery(0, 0, 100, List.of()));
    assertThat(fixture.stores.tried()).isEmpty();
  }

  @Test
  void aMarkThatMovesWhileAJobIsSurveyedIsSeenByTheNextAttempt() {
    fixture.appendVaried(1000, 10, 1);
    fixture.plan();
    fixture.log.betweenBlocks(() -> mark(400));

    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.GivenBack.class);

    assertThat(fixture.job().started()).isFalse();
    assertThat(fixture.stores.tried()).isEmpty();
    Delivery delivery = fixture.deliver();
    assertThat(delivery.events()).isEqualTo(600);
    assertThat(delivery.expired()).isEqualTo(400);
    assertThat(fixture.listener.failures).isEmpty();
    assertThat(fixture.listener.defects).isEmpty();
  }

  @Test
  void aStartedJobThatTheMarkHasPassedIsDeliveredAsLongAsTheLogHoldsIt() {
    fixture.appendVaried(100, 10, 1);
    fixture.plan();
    failAfterPuts(2);
    mark(50);
    fixture.waitForRetry();

    assertThat(fixture.deliver().events()).isEqualTo(100);

    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void aStartedJobThatTheMarkHasPassedExpiresWholeOnceTheLogHasRemovedTheEvents() {
    fixture.appendVaried(100, 10, 1);
    fixture.plan();
    failAfterPuts(2);
    mark(50);
    trim(50);
    fixture.waitForRetry();

    assertThat(fixture.deliver()).isEqualTo(new Delivery(0, 0, 100, List.of()));
  }

  /** Wherever the process ends between the mark and the removal, what is above it is delivered. */
  @Test
  void losesNothingAboveTheMarkWhereverTheProcessEnds() {
    int crashAt = 1;
    while (crashesAndDelivers(crashAt)) {
      crashAt++;
    }
    assertThat(crashAt).as("steps of the history").isGreaterThan(20);
  }

  private static boolean crashesAndDelivers(int crashAt) {
    EngineFixture fixture = new EngineFixture();
    fixture.appendVaried(60, 4, 1);
    fixture.ledger.retainFrom(Samples.TENANT, new Position(20));
    boolean crashed = fixture.crashesBeforeDelivery(EngineFixture.SMALL, new Steps(crashAt));
    if (crashed) {
      fixture.log.trim(Samples.TENANT, new Position(20));
      assertThat(fixture.crashesBeforeDelivery(EngineFixture.SMALL, new Steps(Integer.MAX_VALUE)))
          .isFalse();
    }
    assertThat(fixture.ledger.deliveries()).hasSize(1);
    Delivery delivery = fixture.ledger.deliveries().getFirst();
    assertThat(delivery.expired()).isEqualTo(20);
    assertThat(delivery.events()).isEqualTo(40);
    return crashed;
  }

  private void mark(long before) {
    fixture.ledger.retainFrom(Samples.TENANT, new Position(before));
  }

  private void trim(long before) {
    fixture.log.trim(Samples.TENANT, new Position(before));
  }

  private void failAfterPuts(int puts) {
    fixture.stores.behave(
        Behaviour.REFUSES, puts, Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED"));
    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Failed.class);
    fixture.stores.heal();
  }

  private long delivered() {
    return fixture.objects().values().stream().mapToLong(text -> text.lines().count()).sum();
  }
}
