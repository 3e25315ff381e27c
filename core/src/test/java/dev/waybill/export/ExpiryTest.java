package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import dev.waybill.export.FailingObjectStores.Behaviour;
import dev.waybill.export.StandInLog.Event;
import dev.waybill.fault.Fault;
import dev.waybill.log.Position;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the hard limit takes from deliveries that are late: it is counted, and never guessed. */
class ExpiryTest {
  private final EngineFixture fixture = new EngineFixture();

  @Test
  void aJobThatWasNotStartedDeliversWhatIsLeftAndCountsTheRest() {
    fixture.appendVaried(100, 10, 1);
    fixture.plan();
    trim(30);

    Delivery delivery = fixture.deliver();

    assertThat(delivery.events()).isEqualTo(70);
    assertThat(delivery.expired()).isEqualTo(30);
    assertThat(delivered()).isEqualTo(70);
    assertThat(fixture.job().heldFrom()).contains(new Position(30));
    assertThat(fixture.stream().cursor()).isEqualTo(new Position(100));
    assertThat(fixture.stream().nextOrdinal()).isEqualTo(71);
  }

  @Test
  void aJobOfWhichNothingIsLeftHasNoObjects() {
    fixture.appendVaried(100, 10, 1);
    fixture.plan();
    fixture.time.advance(Duration.ofHours(1));
    fixture.appendVaried(50, 10, 2);
    trim(120);

    assertThat(fixture.deliver()).isEqualTo(new Delivery(0, 0, 100, List.of()));

    fixture.plan();
    Delivery next = fixture.deliver();
    assertThat(next.expired()).isEqualTo(20);
    assertThat(next.events()).isEqualTo(30);
    assertThat(fixture.job().firstOrdinal()).isEqualTo(1);
  }

  @Test
  void whatIsSuppressedAmongTheRestIsCountedAsSuchAndWhatIsGoneAsExpired() {
    fixture.ledger.change(
        Samples.withSelection(
            fixture.configuration, new Selection(Set.of(EventKind.QUERY), Set.of())));
    long time = Samples.NOW.minusSeconds(60).toEpochMilli();
    for (int i = 0; i < 20; i++) {
      fixture.append(
          time, fixture.event(EventKind.QUERY, time), fixture.event(EventKind.SYSTEM, time));
    }
    fixture.plan();
    trim(11);

    Delivery delivery = fixture.deliver();

    assertThat(delivery.expired()).isEqualTo(11);
    assertThat(delivery.events()).isEqualTo(14);
    assertThat(delivery.suppressed()).isEqualTo(15);
  }

  @Test
  void aStartedJobExpiresWholeAndLeavesWhatItPutUncommitted() {
    fixture.appendVaried(100, 10, 1);
    fixture.plan();
    failAfterPuts(3);
    assertThat(fixture.job().heldFrom()).contains(Position.ZERO);
    trim(1);
    fixture.waitForRetry();
    int puts = fixture.stores.tried().size();

    assertThat(fixture.deliver()).isEqualTo(new Delivery(0, 0, 100, List.of()));

    assertThat(fixture.stores.tried()).hasSize(puts);
    assertThat(fixture.ledger.finished(fixture.job().id())).hasSize(3);
    assertThat(fixture.stream().nextOrdinal()).isEqualTo(1);
    assertThat(fixture.stream().cursor()).isEqualTo(new Position(100));
  }

  @Test
  void aStartedJobCountsWhatWasGoneBeforeItStartedToo() {
    fixture.appendVaried(100, 10, 1);
    fixture.plan();
    trim(10);
    failAfterPuts(1);
    assertThat(fixture.job().heldFrom()).contains(new Position(10));
    fixture.waitForRetry();
    trim(50);

    assertThat(fixture.deliver()).isEqualTo(new Delivery(0, 0, 100, List.of()));
  }

  @Test
  void aStartedJobThatLosesNothingMoreIsDeliveredFromWhereItWasHeld() {
    fixture.appendVaried(100, 10, 1);
    fixture.plan();
    trim(10);
    failAfterPuts(2);
    fixture.waitForRetry();

    Delivery delivery = fixture.deliver();

    assertThat(delivery.expired()).isEqualTo(10);
    assertThat(delivery.events()).isEqualTo(90);
    assertThat(delivered()).isEqualTo(90);
  }

  @Test
  void everyEventOfADeadBucketIsDeliveredOrExpiredOverAllJobs() {
    fixture.appendVaried(300, 10, 1);
    fixture.plan();
    failAfterPuts(2);
    for (int hour = 0; hour < 5; hour++) {
      fixture.time.advance(Duration.ofHours(1));
      fixture.appendVaried(300, 10, 2 + hour);
    }
    trim(700);

    fixture.deliver();
    while (fixture.stream().cursor().value() < 1800) {
      fixture.plan();
      fixture.deliver();
      fixture.time.advance(Duration.ofHours(1));
    }

    assertThat(fixture.listener.deliveries.getFirst().expired()).isEqualTo(300);
    assertThat(fixture.listener.deliveries.stream().mapToLong(Delivery::expired).sum())
        .isEqualTo(700);
    assertThat(fixture.listener.deliveries.stream().mapToLong(Delivery::events).sum())
        .isEqualTo(1100);
    assertThat(fixture.stream().nextOrdinal()).isEqualTo(1101);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 50})
  void startsOverAtOnceWhenEventsAreTakenWhileTheyAreSurveyed(int block) {
    fixture.appendVaried(1000, 10, 1);
    fixture.plan();
    afterBlocks(block, () -> trim(400));

    Delivery delivery = fixture.deliver();

    assertThat(delivery.expired()).isEqualTo(400);
    assertThat(delivery.events()).isEqualTo(600);
    assertThat(delivered()).isEqualTo(600);
    assertThat(fixture.listener.failures).isEmpty();
    assertThat(fixture.listener.defects).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 9})
  void expiresWholeAtOnceWhenEventsAreTakenWhileTheyAreDelivered(int put) {
    fixture.engine = fixture.engine(onePassAnHour(), fixture.ledger);
    fixture.appendVaried(1000, 10, 1);
    fixture.plan();
    fixture.stores.beforeEachPut(
        () -> {
          if (fixture.stores.tried().size() == put) {
            trim(900);
          }
        });

    Delivery delivery = fixture.deliver();

    assertThat(delivery).isEqualTo(new Delivery(0, 0, 1000, List.of()));
    assertThat(fixture.listener.failures).isEmpty();
    assertThat(fixture.listener.defects).isEmpty();
    assertThat(fixture.stores.openNow()).isZero();
  }

  @Test
  void deliversWhatWasReadBeforeItWasTaken() {
    long time = Samples.NOW.minusSeconds(60).toEpochMilli();
    Event only = fixture.event(EventKind.QUERY, time);
    fixture.append(time, only);
    fixture.plan();
    fixture.stores.afterEachPut(() -> trim(1));

    Delivery delivery = fixture.deliver();

    assertThat(delivery.events()).isEqualTo(1);
    assertThat(delivery.expired()).isZero();
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void countsExactlyWhereverTheProcessEnds() {
    int crashAt = 1;
    while (crashesAndCounts(crashAt)) {
      crashAt++;
    }
    assertThat(crashAt).as("steps of the history").isGreaterThan(20);
  }

  /** Events are taken at the crash, and in the middle of a later put. */
  private static boolean crashesAndCounts(int crashAt) {
    EngineFixture fixture = new EngineFixture(onePassAnHour(), OutputSettings.DEFAULT);
    fixture.appendVaried(60, 4, 1);
    fixture.stores.beforeEachPut(
        () -> {
          if (fixture.stores.tried().size() == 5) {
            fixture.log.trim(Samples.TENANT, new Position(30));
          }
        });
    boolean crashed = fixture.crashesBeforeDelivery(onePassAnHour(), new Steps(crashAt));
    if (crashed) {
      fixture.log.trim(Samples.TENANT, new Position(20));
      assertThat(fixture.crashesBeforeDelivery(onePassAnHour(), new Steps(Integer.MAX_VALUE)))
          .isFalse();
    }
    assertThat(fixture.ledger.deliveries()).hasSize(1);
    Delivery delivery = fixture.ledger.deliveries().getFirst();
    assertThat(delivery.events() + delivery.expired()).isEqualTo(60);
    assertThat(delivery.expired()).isIn(20L, 60L);
    assertThat(fixture.stream().cursor()).isEqualTo(new Position(60));
    assertThat(fixture.stream().nextOrdinal()).isEqualTo(delivery.events() + 1);
    return crashed;
  }

  private static EngineSettings onePassAnHour() {
    EngineSettings small = EngineFixture.SMALL;
    return new EngineSettings(
        1,
        1,
        small.jobBytes(),
        small.jobPartitions(),
        small.partBytes(),
        1,
        1024,
        small.bufferBytes(),
        small.lease(),
        small.requestTimeout());
  }

  private void trim(long before) {
    fixture.log.trim(Samples.TENANT, new Position(before));
  }

  private void afterBlocks(int blocks, Runnable action) {
    int[] seen = {0};
    fixture.log.betweenBlocks(
        () -> {
          seen[0]++;
          if (seen[0] == blocks) {
            action.run();
          }
        });
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
