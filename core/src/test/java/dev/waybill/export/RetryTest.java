package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import dev.waybill.export.FailingObjectStores.Behaviour;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.log.Position;
import dev.waybill.storage.InMemoryObjectStore;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.PutOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever fails: the position stays, and in the end every event is there once. */
class RetryTest {
  private static final Failure DENIED = Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED");
  private static final Failure OTHER_BYTES = Samples.failure(Fault.OURS, "OTHER_BYTES_STORED");

  private final EngineFixture fixture = new EngineFixture();

  @BeforeEach
  void planOneJob() {
    fixture.appendVaried(300, 10, 1);
    fixture.plan();
  }

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {"REFUSES", "FORGETS", "STORES_AND_FORGETS", "REFUSES_WRITES"})
  void keepsThePositionAndDeliversOnceWhenTheStoreIsRepaired(Behaviour behaviour) {
    for (int puts = 0; puts < 7; puts++) {
      fixture.stores.behave(behaviour, puts, DENIED);
      assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Failed.class);
      assertThat(fixture.job().status()).isEqualTo(JobStatus.BLOCKED);
      assertThat(fixture.job().failure()).contains(DENIED);
      assertThat(fixture.stream().cursor()).isEqualTo(Position.ZERO);
      fixture.waitForRetry();
    }
    fixture.stores.heal();
    fixture.deliver();

    fixture.assertDeliveredExactlyOnce();
    assertThat(fixture.listener.failures).hasSize(7).containsOnly(DENIED);
    assertThat(fixture.listener.defects).isEmpty();
  }

  @Test
  void putsNoFinishedObjectAgain() {
    fixture.stores.behave(Behaviour.REFUSES, 5, DENIED);
    fixture.attempt();
    List<ObjectKey> first = fixture.stores.tried();
    fixture.stores.heal();
    fixture.waitForRetry();

    fixture.deliver();

    List<ObjectKey> later =
        fixture.stores.tried().subList(first.size(), fixture.stores.tried().size());
    assertThat(later).doesNotContainAnyElementsOf(first.subList(0, 5)).contains(first.get(5));
  }

  @Test
  void anObjectOfAStrangerStopsTheStreamHoweverOftenItIsTried() {
    ObjectKey name = firstKey();
    byte[] strangers = "not ours".getBytes(StandardCharsets.UTF_8);
    store().put(name, strangers);

    for (int i = 0; i < 5; i++) {
      fixture.attempt();
      Failure failure = fixture.job().failure().orElseThrow();
      assertThat(failure.code()).isEqualTo("NAME_TAKEN");
      assertThat(failure.fault()).isEqualTo(Fault.CUSTOMER);
      assertThat(failure.stage()).isEqualTo(Stage.PUT);
      assertThat(failure.message()).contains(name.value());
      assertThat(failure.advice())
          .isEqualTo("Move that object away, or give the export another path.");
      fixture.waitForRetry();
    }
    assertThat(store().read(name)).contains(strangers);
    assertThat(fixture.stream().cursor()).isEqualTo(Position.ZERO);
  }

  @Test
  void otherFailuresDoNotTurnAStrangersObjectIntoOurs() {
    ObjectKey name = firstKey();
    store().put(name, "not ours".getBytes(StandardCharsets.UTF_8));
    fixture.stores.behave(Behaviour.REFUSES, 0, DENIED);
    fixture.attempt();
    fixture.waitForRetry();
    fixture.stores.heal();

    fixture.attempt();

    assertThat(fixture.job().failure().orElseThrow().code()).isEqualTo("NAME_TAKEN");
  }

  /** Neither what an earlier attempt may have left nor a later crash makes it ours. */
  @Test
  void whatTheStoreKeptWithOtherBytesNeverCountsAsDelivered() {
    fixture.stores.behave(Behaviour.FORGETS, 0, DENIED);
    fixture.attempt();
    fixture.waitForRetry();
    fixture.stores.behave(Behaviour.STORES_AND_SAYS_OTHER_BYTES, 0, OTHER_BYTES);
    fixture.attempt();
    assertThat(fixture.job().failure()).contains(OTHER_BYTES);
    ObjectKey strange = fixture.stores.tried().getLast();
    fixture.waitForRetry();

    fixture.stores.heal();
    fixture.attempt();
    assertThat(fixture.job().failure().orElseThrow().code()).isEqualTo("NAME_TAKEN");
    fixture.waitForRetry();
    fixture.stores.behave(Behaviour.FORGETS, 0, DENIED);
    fixture.attempt();
    fixture.waitForRetry();
    fixture.stores.heal();
    fixture.attempt();

    assertThat(fixture.job().failure().orElseThrow().code()).isEqualTo("NAME_TAKEN");
    assertThat(fixture.stream().cursor()).isEqualTo(Position.ZERO);
    store().delete(strange);
    fixture.waitForRetry();
    fixture.deliver();
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void whatAnOvertakenAttemptHearsOfOtherBytesHoldsForItsSuccessor() {
    List<Claim> successors = new ArrayList<>();
    ExportEngine other = fixture.engine(EngineFixture.SMALL, fixture.ledger);
    fixture.stores.behave(Behaviour.STORES_AND_SAYS_OTHER_BYTES, 0, OTHER_BYTES);
    fixture.stores.afterEachPut(
        () -> {
          fixture.ledger.endLeases(fixture.time.now());
          other.claimNext().ifPresent(successors::add);
        });
    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Overtaken.class);
    fixture.stores.afterEachPut(() -> {});
    fixture.stores.heal();

    other.runAttempt(successors.getFirst());

    assertThat(fixture.job().failure().orElseThrow().code()).isEqualTo("NAME_TAKEN");
  }

  @Test
  void whatAnAttemptHeardOfOtherBytesOutlivesItsDeath() {
    fixture.stores.behave(Behaviour.STORES_AND_SAYS_OTHER_BYTES, 0, OTHER_BYTES);
    fixture.stores.afterEachPut(() -> fixture.ledger.endLeases(fixture.time.now()));
    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Overtaken.class);
    fixture.stores.afterEachPut(() -> {});
    fixture.stores.heal();

    fixture.attempt();

    assertThat(fixture.job().failure().orElseThrow().code()).isEqualTo("NAME_TAKEN");
  }

  @Test
  void aStrangersObjectAtANewLocationIsNotOurs() {
    fixture.stores.behave(Behaviour.FORGETS, 3, DENIED);
    fixture.attempt();
    fixture.stores.heal();
    fixture.waitForRetry();
    Location moved = Samples.location("second");
    fixture.ledger.move(fixture.integration.id(), moved);
    fixture.stores.below.at(moved).put(firstKey(), new byte[] {1});

    fixture.attempt();

    assertThat(fixture.job().failure().orElseThrow().code()).isEqualTo("NAME_TAKEN");
  }

  @Test
  void deliversTheWholeJobAgainAtANewLocation() {
    fixture.stores.behave(Behaviour.REFUSES, 5, DENIED);
    fixture.attempt();
    fixture.stores.heal();
    fixture.waitForRetry();
    Location moved = Samples.location("second");
    fixture.ledger.move(fixture.integration.id(), moved);

    Delivery delivery = fixture.deliver();

    assertThat(fixture.objects(moved).keySet())
        .containsExactlyElementsOf(delivery.objects().stream().map(ObjectKey::value).toList());
  }

  @Test
  void aMoveInTheMiddleOfAnAttemptSendsTheJobToTheNewPlace() {
    Location moved = Samples.location("second");
    Runnable move = () -> fixture.ledger.move(fixture.integration.id(), moved);
    fixture.stores.beforeEachPut(
        () -> {
          if (fixture.stores.tried().size() == 3) {
            move.run();
          }
        });

    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.GivenBack.class);
    Delivery delivery = fixture.deliver();

    assertThat(fixture.objects(moved)).hasSize(delivery.objects().size());
    assertThat(fixture.objects()).hasSize(4);
  }

  @Test
  void anEditBetweenPlanAndStartIsFollowed() {
    fixture.ledger.change(
        Samples.withSelection(
            fixture.configuration, new Selection(Set.of(EventKind.QUERY), Set.of())));

    fixture.deliver();

    assertThat(fixture.job().settings().revision()).isEqualTo(2);
    assertThat(fixture.objects().keySet()).allMatch(key -> key.startsWith("events/kind=QUERY/"));
  }

  @Test
  void anEditDuringTheSurveyIsFollowed() {
    Claim claim = fixture.engine.claimNext().orElseThrow();
    fixture.ledger.change(
        Samples.withSelection(
            fixture.configuration, new Selection(Set.of(EventKind.QUERY), Set.of())));

    assertThat(fixture.engine.runAttempt(claim)).isInstanceOf(AttemptOutcome.GivenBack.class);
    assertThat(fixture.stores.tried()).isEmpty();
    fixture.deliver();

    assertThat(fixture.objects().keySet()).allMatch(key -> key.startsWith("events/kind=QUERY/"));
  }

  @Test
  void anEditAfterTheStartWaitsForTheNextJob() {
    fixture.stores.behave(Behaviour.REFUSES, 5, DENIED);
    fixture.attempt();
    fixture.ledger.change(
        Samples.withSelection(
            fixture.configuration, new Selection(Set.of(EventKind.QUERY), Set.of())));
    fixture.stores.heal();
    fixture.waitForRetry();

    fixture.deliver();

    fixture.assertDeliveredExactlyOnce();
    assertThat(fixture.job().settings().revision()).isEqualTo(1);
  }

  @Test
  void aLogThatIsNotOpenIsNoAttempt() {
    fixture.log.open(false);

    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.GivenBack.class);
    assertThat(fixture.job().status()).isEqualTo(JobStatus.PLANNED);
    assertThat(fixture.engine.claimNext()).as("left alone for a while").isEmpty();

    fixture.log.open(true);
    fixture.time.advance(Duration.ofSeconds(30));
    fixture.deliver();
    fixture.assertDeliveredExactlyOnce();
    assertThat(fixture.listener.defects).isEmpty();
  }

  @Test
  void aDefectOfOursBlocksAndIsToldWithoutItsText() {
    fixture.stores.beforeEachPut(
        () -> {
          throw new IllegalStateException("secret=42");
        });

    fixture.attempt();

    Failure failure = fixture.job().failure().orElseThrow();
    assertThat(failure.fault()).isEqualTo(Fault.OURS);
    assertThat(failure.toString()).doesNotContain("42");
    assertThat(fixture.listener.defects).hasSize(1);
    fixture.stores.beforeEachPut(() -> {});
    fixture.waitForRetry();
    fixture.deliver();
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void aListenerThatThrowsStopsNothing() {
    EngineListener broken =
        new EngineListener() {
          @Override
          public void delivered(Attempt attempt, Delivery delivery) {
            throw new IllegalStateException("the metrics are broken");
          }

          @Override
          public void put(Attempt attempt, PutOutcome outcome, Duration took) {
            throw new IllegalStateException("the metrics are broken");
          }
        };
    ExportEngine engine = fixture.engine(EngineFixture.SMALL, fixture.ledger, broken);

    assertThat(engine.runAttempt(engine.claimNext().orElseThrow()))
        .isInstanceOf(AttemptOutcome.Delivered.class);
    fixture.assertDeliveredExactlyOnce();
  }

  private InMemoryObjectStore store() {
    return fixture.stores.below.at(fixture.location);
  }

  /** The name of an object that this job will put. */
  private ObjectKey firstKey() {
    ExportJob job = fixture.job();
    return Survey.of(fixture.log, job, job.range(), job.settings(), () -> {})
        .parts()
        .getFirst()
        .key();
  }
}
