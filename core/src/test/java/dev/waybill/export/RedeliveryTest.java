package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.FailingObjectStores.Behaviour;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.log.Position;
import dev.waybill.storage.ObjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedeliveryTest {
  private static final Failure THROTTLED = Samples.failure(Fault.CAPACITY, "SLOW_DOWN");
  private static final Failure DENIED = Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED");

  private final RedeliveryFixture fixture = new RedeliveryFixture();
  private final EngineFixture engine = fixture.engine;

  @Test
  void putsWhatWasDeletedAndNothingElse() {
    List<ObjectKey> lost = fixture.loseEvery(3);
    Redelivery redelivery = fixture.request(1, 3);

    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Redelivered.class);

    fixture.assertHealed();
    Redelivery done = fixture.now(redelivery);
    assertThat(done.status()).isEqualTo(Redelivery.Status.SUCCEEDED);
    assertThat(done.objectsPut()).isEqualTo(lost.size());
    assertThat(done.objectsPresent()).isEqualTo(fixture.delivered.size() - lost.size());
    assertThat(done.jobsDone()).isEqualTo(3);
  }

  @Test
  void putsTheDocumentsAgainToo() {
    fixture.loseDocuments();
    engine.keys.rotate();
    fixture.request(1, 3);

    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Redelivered.class);

    fixture.assertDocumentsHealed();
  }

  @Test
  void putsTheAskedJobsAlone() {
    fixture.loseEvery(1);
    fixture.request(2, 2);

    fixture.attempt();

    assertThat(engine.objects()).hasSize(fixture.objectsOf(2, 2));
    assertThat(engine.objects().keySet()).allMatch(key -> RedeliveryFixture.sequence(key) == 2);
  }

  @Test
  void changesNothingThatIsThere() {
    ObjectKey key = new ObjectKey(fixture.delivered.keySet().iterator().next());
    engine.stores.below.at(engine.location).delete(key);
    engine.stores.below.at(engine.location).put(key, new byte[] {1, 2, 3});
    fixture.request(1, 3);

    fixture.attempt();

    assertThat(engine.stores.below.at(engine.location).read(key)).hasValue(new byte[] {1, 2, 3});
  }

  /** Tried again, it would find the name taken and count that as there. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void endsWhereTheStoreKeepsOtherBytes(boolean ofAnObject) {
    fixture.loseEvery(1);
    fixture.loseDocuments();
    engine.stores.spareNoDocument();
    engine.stores.behave(
        Behaviour.STORES_AND_SAYS_OTHER_BYTES,
        ofAnObject ? 2 : 2 + fixture.objectsOf(1, 1),
        Samples.failure(Fault.OURS, "OTHER_BYTES_STORED"));
    Redelivery redelivery = fixture.request(1, 3);

    fixture.attempt();

    assertThat(fixture.failureCode(redelivery)).contains("OTHER_BYTES_STORED");
    assertThat(fixture.now(redelivery).status()).isEqualTo(Redelivery.Status.FAILED);
    assertThat(fixture.now(redelivery).jobsDone()).isZero();
  }

  @Test
  void usesTheSettingsThatTheJobWasDeliveredWith() {
    engine.ledger.change(
        Samples.withSelection(engine.configuration, new Selection(Set.of(), Set.of("none"))));
    engine.engine =
        engine.engine(
            new EngineSettings(
                2,
                1,
                1 << 20,
                1000,
                5_000,
                1,
                2048,
                1 << 20,
                Duration.ofMinutes(2),
                Duration.ofSeconds(30)),
            engine.ledger);
    fixture.loseEvery(2);
    fixture.request(1, 3);

    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Redelivered.class);
    fixture.assertHealed();
  }

  @Test
  void runsThoughTheExportIsDisabled() {
    engine.ledger.change(Samples.withEnabled(engine.configuration, false));
    fixture.loseEvery(2);
    fixture.request(1, 3);

    fixture.attempt();

    fixture.assertHealed();
  }

  @Test
  void triesAgainAfterAFailureAndGoesOnAtItsJob() {
    fixture.loseEvery(2);
    Redelivery redelivery = fixture.request(1, 3);
    int first = fixture.objectsOf(1, 1);
    engine.stores.behave(FailingObjectStores.Behaviour.REFUSES, first + 2, THROTTLED);

    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Blocked.class);

    assertThat(fixture.now(redelivery).status()).isEqualTo(Redelivery.Status.BLOCKED);
    assertThat(fixture.now(redelivery).nextSequence()).isEqualTo(2);
    assertThat(engine.engine.claimNextRedelivery()).isEmpty();
    engine.stores.heal();
    int tried = engine.stores.tried().size();
    waitForRetry(redelivery);
    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Redelivered.class);
    assertThat(engine.stores.tried().size() - tried).isEqualTo(fixture.objectsOf(2, 3));
    fixture.assertHealed();
  }

  @Test
  void takesAnObjectOfALostAnswerForPresent() {
    fixture.loseEvery(1);
    Redelivery redelivery = fixture.request(1, 3);
    engine.stores.behave(FailingObjectStores.Behaviour.STORES_AND_FORGETS, 1, THROTTLED);

    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Blocked.class);
    engine.stores.heal();
    waitForRetry(redelivery);
    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Redelivered.class);

    fixture.assertHealed();
    Redelivery done = fixture.now(redelivery);
    assertThat(done.objectsPresent()).isEqualTo(2);
    assertThat(done.objectsPut()).isEqualTo(fixture.delivered.size() - 2);
  }

  @Test
  void triesAgainWhereAnAnswerWasLostAndNothingStored() {
    fixture.loseEvery(2);
    Redelivery redelivery = fixture.request(1, 3);
    engine.stores.behave(FailingObjectStores.Behaviour.FORGETS, 1, THROTTLED);

    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Blocked.class);
    engine.stores.heal();
    waitForRetry(redelivery);
    fixture.attempt();

    fixture.assertHealed();
  }

  @Test
  void waitsLongerAfterEachFailureOfADestination() {
    Redelivery redelivery = fixture.request(1, 3);
    engine.stores.behave(FailingObjectStores.Behaviour.REFUSES, 0, DENIED);
    for (int i = 0; i < 10; i++) {
      assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Blocked.class);
      waitForRetry(redelivery);
    }
    assertThat(fixture.attempt())
        .isInstanceOfSatisfying(
            RedeliveryOutcome.Blocked.class,
            blocked -> {
              assertThat(blocked.failure()).isEqualTo(DENIED);
              assertThat(Duration.between(engine.time.now(), blocked.nextAttemptAt()))
                  .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(4));
            });
    assertThat(fixture.now(redelivery).failure()).contains(DENIED);
  }

  @Test
  void failsWhenRetentionTakesEventsOfAJobInTheMiddle() {
    fixture.loseEvery(1);
    Redelivery redelivery = fixture.request(1, 3);
    AtomicInteger puts = new AtomicInteger();
    engine.stores.beforeEachPut(
        () -> {
          if (puts.incrementAndGet() == fixture.objectsOf(1, 1) + 1) {
            engine.log.trim(Samples.TENANT, new Position(150));
          }
        });

    assertThat(fixture.attempt())
        .isInstanceOfSatisfying(
            RedeliveryOutcome.Failed.class,
            failed -> {
              assertThat(failed.failure().code()).isEqualTo("EVENTS_EXPIRED");
              assertThat(failed.failure().message()).contains("job 2");
            });

    Redelivery failed = fixture.now(redelivery);
    assertThat(failed.status()).isEqualTo(Redelivery.Status.FAILED);
    assertThat(failed.nextSequence()).isEqualTo(2);
    assertThat(fixture.others()).isEmpty();
    assertThat(engine.engine.claimNextRedelivery()).isEmpty();
  }

  @Test
  void failsWhenRetentionHasTakenEventsSinceTheRequest() {
    Redelivery redelivery = fixture.request(1, 3);
    engine.log.trim(Samples.TENANT, new Position(1));

    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Failed.class);

    assertThat(fixture.now(redelivery).failure().orElseThrow().message()).contains("job 1");
    assertThat(fixture.ask(1, 3)).isInstanceOf(Redeliveries.Answer.Invalid.class);
  }

  @Test
  void aJobThatBeginsBeforeAGapHasLostNothingWithTheEventsBeforeThat() {
    long events = engine.log.end(Samples.TENANT).number();
    engine.log.beginIncarnation(1);
    engine.appendVaried(60, 3, 4);
    ExportJob job = engine.plan();
    engine.deliver();
    assertThat(job.range().from().incarnation()).isZero();
    Map<String, String> delivered = engine.objects();
    engine.stores.below.at(engine.location).delete(objectOf(job));
    engine.log.trim(Samples.TENANT, Position.of(1, events));

    assertThat(fixture.ask(3, 4))
        .isInstanceOfSatisfying(
            Redeliveries.Answer.Invalid.class,
            refused -> assertThat(refused.message()).endsWith("can be put again is 4."));
    fixture.request(4, 4);
    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Redelivered.class);

    assertThat(engine.objects()).isEqualTo(delivered);
    engine.log.trim(Samples.TENANT, Position.of(1, events + 1));
    assertThat(fixture.ask(4, 4)).isInstanceOf(Redeliveries.Answer.Invalid.class);
  }

  private ObjectKey objectOf(ExportJob job) {
    return engine.objects().keySet().stream()
        .filter(key -> RedeliveryFixture.sequence(key) == job.sequence())
        .map(ObjectKey::new)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void failsWhenTheDestinationChanges() {
    Redelivery redelivery = fixture.request(1, 3);
    int tried = engine.stores.tried().size();
    engine.stores.beforeEachPut(
        () -> engine.ledger.move(engine.integration.id(), Samples.location("elsewhere")));
    fixture.loseEvery(1);

    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.GivenBack.class);
    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Failed.class);

    assertThat(fixture.failureCode(redelivery)).contains("DESTINATION_CHANGED");
    assertThat(engine.objects(Samples.location("elsewhere"))).isEmpty();
    assertThat(engine.stores.tried().size() - tried).isEqualTo(fixture.objectsOf(1, 1));
  }

  @Test
  void anAttemptThatIsCancelledSendsNothingAfterItsNextSignOfLife() {
    Redelivery redelivery = fixture.request(1, 3);
    engine.stores.beforeEachPut(
        () -> {
          engine.time.advance(Duration.ofSeconds(50));
          engine.redeliveries.cancel(Samples.TENANT, redelivery.id(), engine.time.now());
        });
    int tried = engine.stores.tried().size();

    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Overtaken.class);

    assertThat(engine.stores.tried().size() - tried).isEqualTo(1);
    assertThat(fixture.now(redelivery).status()).isEqualTo(Redelivery.Status.CANCELLED);
  }

  @Test
  void sendsNothingAfterItsLease() {
    fixture.request(1, 3);
    RedeliveryClaim claim = engine.engine.claimNextRedelivery().orElseThrow();
    int tried = engine.stores.tried().size();
    engine.time.advance(Duration.ofMinutes(2));

    assertThat(engine.engine.runRedelivery(claim)).isInstanceOf(RedeliveryOutcome.GivenBack.class);

    assertThat(engine.stores.tried()).hasSize(tried);
  }

  @Test
  void aZombieChangesNothing() {
    fixture.loseEvery(2);
    Redelivery redelivery = fixture.request(1, 3);
    ExportEngine other = engine.engine(EngineFixture.SMALL, engine.ledger);
    List<RedeliveryOutcome> successor = new ArrayList<>();
    engine.stores.beforeEachPut(
        () -> {
          engine.stores.beforeEachPut(() -> {});
          engine.time.advance(Duration.ofMinutes(10));
          successor.add(other.runRedelivery(other.claimNextRedelivery().orElseThrow()));
        });

    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Overtaken.class);

    assertThat(successor.getFirst()).isInstanceOf(RedeliveryOutcome.Redelivered.class);
    assertThat(fixture.now(redelivery).status()).isEqualTo(Redelivery.Status.SUCCEEDED);
    fixture.assertHealed();
  }

  @Test
  void aStoppedEngineGivesItBack() {
    fixture.loseEvery(2);
    Redelivery redelivery = fixture.request(1, 3);
    engine.stores.beforeEachPut(engine.engine::close);

    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.GivenBack.class);

    engine.stores.beforeEachPut(() -> {});
    engine.engine = engine.engine(EngineFixture.SMALL, engine.ledger);
    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Redelivered.class);
    assertThat(fixture.now(redelivery).attempt()).isEqualTo(2);
    fixture.assertHealed();
  }

  @Test
  void runsOneOfATenantAtATime() {
    fixture.request(1, 1);
    fixture.request(2, 2);
    engine.engine =
        engine.engine(
            new EngineSettings(
                8,
                8,
                1 << 20,
                1000,
                100_000,
                24,
                1024,
                1 << 20,
                Duration.ofMinutes(2),
                Duration.ofSeconds(30)),
            engine.ledger);

    RedeliveryClaim first = engine.engine.claimNextRedelivery().orElseThrow();
    assertThat(engine.engine.claimNextRedelivery()).isEmpty();
    engine.engine.runRedelivery(first);
    assertThat(engine.engine.claimNextRedelivery()).isPresent();
  }

  @Test
  void aRegularJobIsDeliveredBesideIt() {
    fixture.loseEvery(2);
    fixture.request(1, 3);
    engine.appendVaried(40, 3, 9);
    engine.plan();
    RedeliveryClaim claim = engine.engine.claimNextRedelivery().orElseThrow();

    engine.deliver();
    assertThat(engine.engine.runRedelivery(claim))
        .isInstanceOf(RedeliveryOutcome.Redelivered.class);

    engine.assertDeliveredExactlyOnce();
  }

  @Test
  void waitsForTheOperatorWhenTheLogHasLostEvents() {
    Redelivery redelivery = fixture.request(1, 3);
    engine.log.lose(Samples.TENANT, 0);

    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Blocked.class);
    assertThat(fixture.failureCode(redelivery)).contains("EVENTS_MISSING");
  }

  @Test
  void failsWhenAJobWouldGetOtherNamesThanItHad() {
    Redelivery redelivery = fixture.request(1, 3);
    engine.ledger.succeeded(engine.stream().id()).getFirst().delivered =
        new Delivery(60, 0, 0, List.of(new ObjectKey("events/other")));
    int tried = engine.stores.tried().size();

    assertThat(fixture.attempt()).isInstanceOf(RedeliveryOutcome.Failed.class);

    assertThat(fixture.failureCode(redelivery)).contains("OBJECTS_DIFFER");
    assertThat(fixture.now(redelivery).failure().orElseThrow().fault()).isEqualTo(Fault.OURS);
    assertThat(engine.stores.tried()).hasSize(tried);
  }

  private void waitForRetry(Redelivery redelivery) {
    engine.time.advance(
        Duration.between(engine.time.now(), fixture.now(redelivery).nextAttemptAt()));
  }
}
