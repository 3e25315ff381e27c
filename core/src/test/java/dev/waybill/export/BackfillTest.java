package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.log.Position;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.storage.StoragePath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ranges of the past, delivered by the engine beside the regular stream. */
class BackfillTest {
  private static final Failure REFUSED = Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED");

  private final BackfillFixture fixture = new BackfillFixture();
  private final EngineFixture engine = fixture.engine;

  @Test
  void deliversWhatTheStreamNeverCoveredExactlyOnce() {
    Backfill made = fixture.create("", 0, BackfillFixture.START);

    fixture.deliverAll();

    engine.assertDeliveredExactlyOnce();
    assertThat(fixture.now(made).status()).isEqualTo(BackfillStatus.SUCCEEDED);
    assertThat(jobs(made)).hasSizeGreaterThan(3);
    assertThat(jobs(made).getLast().range().to()).isEqualTo(new Position(BackfillFixture.START));
    assertThat(jobs(made).getLast().receivedThrough())
        .isEqualTo(BackfillFixture.received(BackfillFixture.START) - 1);
  }

  @Test
  void itsDocumentsLieBesideItsObjectsAndSayThatItIsABackfill() {
    Backfill made = fixture.create("again", 0, BackfillFixture.START);

    fixture.deliverAll();

    Proof proof = new Proof(engine.stores.below.at(fixture.place("again")), made.id());
    proof.assertComplete(jobs(made).size(), engine.keys);
    assertThat(proof.origin(1).reason()).isEqualTo(OriginRecord.Reason.BACKFILL);
  }

  @Test
  void cutsItsJobsWhereTheStreamsOwnWouldBeCut() {
    Backfill made = fixture.create("", 0, BackfillFixture.START);

    fixture.deliverAll();

    List<ExportJob> jobs = jobs(made);
    for (int i = 1; i < jobs.size(); i++) {
      ExportJob before = jobs.get(i - 1);
      ExportJob job = jobs.get(i);
      assertThat(job.sequence()).isEqualTo(i + 1);
      assertThat(job.range().from()).isEqualTo(before.range().to());
      assertThat(job.receivedFrom()).isEqualTo(before.receivedThrough());
      assertThat(job.receivedFrom())
          .isEqualTo(BackfillFixture.received(job.range().from().value()) - 1);
    }
  }

  @Test
  void waitsForALogThatIsNotOpenAndSaysSoOnceWithTheExports() {
    fixture.create("", 0, BackfillFixture.START);
    fixture.create("again", 0, BackfillFixture.START);
    engine.time.advance(Duration.ofMinutes(5));
    engine.log.open(false);

    for (int second = 0; second < 3; second++) {
      assertThat(engine.engine.planBackfills()).isZero();
      assertThat(engine.engine.planDue()).isZero();
    }
    assertThat(engine.listener.ofTheLog).containsExactly("unavailable: the log is not open");
    assertThat(engine.listener.defects).isEmpty();

    engine.log.open(true);
    assertThat(engine.engine.planBackfills()).isEqualTo(2);
  }

  @Test
  void aSecondCopyLiesUnderItsPrefixAlone() {
    fixture.create("", 0, BackfillFixture.START);
    fixture.create("again/2026", 0, 300);

    fixture.deliverAll();

    engine.assertDeliveredExactlyOnce();
    assertThat(fixture.lines("again/2026")).hasSize(300).allSatisfy((_, copies) -> once(copies));
    assertThat(fixture.lines("again/2026")).isEqualTo(fixture.lines(""));
    assertThat(fixture.place("again/2026").toString()).endsWith("/audit/again/2026");
  }

  private static void once(int copies) {
    assertThat(copies).isEqualTo(1);
  }

  @Test
  void anEmptyRangeIsAJobWithoutObjects() {
    Backfill made = fixture.create("again", 10, 10);

    fixture.deliverAll();

    assertThat(fixture.now(made).status()).isEqualTo(BackfillStatus.SUCCEEDED);
    assertThat(jobs(made)).hasSize(1);
    assertThat(fixture.objects("again")).isEmpty();
  }

  @Test
  void anEditOfTheConfigurationDoesNotReachIt() {
    Backfill made = fixture.create("again", 0, 300);
    engine.ledger.change(
        Samples.withSelection(
            fixture.configuration, new Selection(Set.of(EventKind.QUERY), Set.of())));

    fixture.deliverAll();

    assertThat(fixture.lines("again")).hasSize(300);
    assertThat(fixture.lines("").keySet())
        .isNotEmpty()
        .allMatch(line -> line.contains("\"eventKind\":\"QUERY\""));
    assertThat(jobs(made)).allMatch(job -> job.settings().revision() == 1);
  }

  @Test
  void goesOnWhileTheExportIsDisabled() {
    engine.ledger.change(Samples.withEnabled(fixture.configuration, false));
    Backfill made = fixture.create("", 0, BackfillFixture.START);

    fixture.deliverAll();

    assertThat(fixture.now(made).status()).isEqualTo(BackfillStatus.SUCCEEDED);
    assertThat(fixture.lines("")).hasSize(BackfillFixture.START);
  }

  @Test
  void isRepeatedWholeAtANewPlaceByTheJobThatWasUnfinished() {
    Backfill made = fixture.create("again", 0, 20);
    engine.stores.behave(FailingObjectStores.Behaviour.REFUSES, 2, REFUSED);
    engine.engine.planDue();
    fixture.runOneAttemptAtEach();
    engine.stores.heal();
    engine.ledger.move(engine.integration.id(), Samples.location("elsewhere"));

    engine.time.advance(Duration.ofHours(1));
    fixture.deliverAll();

    assertThat(fixture.now(made).status()).isEqualTo(BackfillStatus.SUCCEEDED);
    assertThat(engine.objects(Samples.location("elsewhere").below(new StoragePath("again"))))
        .isNotEmpty();
    assertThat(fixture.now(made).done().events()).isEqualTo(20);
  }

  @Test
  void anAttemptThatWakesAfterTheCancellationPutsNothingMore() {
    Backfill made = fixture.create("again", 0, BackfillFixture.START);
    engine.ledger.change(Samples.withEnabled(fixture.configuration, false));
    engine.engine.planDue();
    engine.stores.beforeEachPut(
        () -> {
          if (engine.stores.tried().size() == 3) {
            fixture.backfills().cancel(Samples.TENANT, made.id(), engine.time.now());
          }
        });

    Claim claim = engine.engine.claimNext().orElseThrow();
    assertThat(engine.engine.runAttempt(claim)).isInstanceOf(AttemptOutcome.Overtaken.class);

    assertThat(engine.stores.tried()).hasSize(4);
    assertThat(engine.engine.planDue()).isZero();
    assertThat(engine.engine.claimNext()).isEmpty();
  }

  @Test
  void theDeletionOfItsExportEndsItsAttemptWithTheNextRequest() {
    fixture.create("again", 0, BackfillFixture.START);
    engine.ledger.change(Samples.withEnabled(fixture.configuration, false));
    engine.engine.planDue();
    engine.stores.beforeEachPut(
        () -> {
          if (engine.stores.tried().size() == 3) {
            engine.ledger.remove(fixture.configuration.id(), engine.time.now());
            engine.engine.end(fixture.configuration.id());
          }
        });

    Claim claim = engine.engine.claimNext().orElseThrow();
    assertThat(engine.engine.runAttempt(claim)).isInstanceOf(AttemptOutcome.Overtaken.class);
    assertThat(engine.stores.tried()).hasSize(4);

    fixture.deliverAll();
    assertThat(engine.ledger.hasEnded(fixture.configuration.id())).isTrue();
    assertThat(engine.ledger.jobs().getLast().kind()).isEqualTo(StreamKind.REGULAR);
  }

  @Test
  void aZombieBesideTheResumedOneDoublesNothing() {
    fixture.create("", 0, BackfillFixture.START);
    BackfillRequest request = fixture.request("", 0, BackfillFixture.START);
    Backfill made = fixture.create(request);
    engine.engine.planDue();
    ExportEngine other = engine.engine(EngineFixture.SMALL, engine.ledger);
    engine.stores.beforeEachPut(
        () -> {
          if (engine.stores.tried().size() == 3) {
            engine.stores.beforeEachPut(() -> {});
            fixture.backfills().cancel(Samples.TENANT, made.id(), engine.time.now());
            assertThat(fixture.create(request).id()).isEqualTo(made.id());
            fixture.deliverAll(other);
          }
        });

    for (var claim = engine.engine.claimNext();
        claim.isPresent();
        claim = engine.engine.claimNext()) {
      AttemptOutcome outcome = engine.engine.runAttempt(claim.get());
      assertThat(outcome).isNotInstanceOf(AttemptOutcome.Failed.class);
    }

    fixture.deliverAll();
    engine.assertDeliveredExactlyOnce();
    assertThat(fixture.now(made).status()).isEqualTo(BackfillStatus.SUCCEEDED);
  }

  @Test
  void resumedItPutsUnderTheSameNames() {
    BackfillRequest request = fixture.request("again", 0, 20);
    fixture.create(request);
    fixture.deliverAll();
    Map<String, String> undisturbed = fixture.objects("again");

    BackfillFixture disturbed = new BackfillFixture(fixture.configuration);
    Backfill made = disturbed.create(request);
    disturbed.engine.stores.behave(FailingObjectStores.Behaviour.STORES_AND_FORGETS, 2, REFUSED);
    disturbed.engine.engine.planDue();
    disturbed.runOneAttemptAtEach();
    disturbed.engine.stores.heal();
    disturbed.backfills().cancel(Samples.TENANT, made.id(), disturbed.engine.time.now());
    assertThat(disturbed.create(request).id()).isEqualTo(made.id());
    disturbed.deliverAll();

    assertThat(disturbed.objects("again")).isEqualTo(undisturbed);
  }

  @Test
  void whatRetentionTakesBeforeAJobIsCountedAsExpired() {
    Backfill made = fixture.create("again", 0, 20);
    engine.log.trim(Samples.TENANT, new Position(7));

    fixture.deliverAll();

    assertThat(fixture.lines("again")).hasSize(13);
    assertThat(engine.listener.deliveries.stream().mapToLong(Delivery::expired).sum()).isEqualTo(7);
    assertThat(fixture.now(made).percent()).hasValue(100);
  }

  @Test
  void countsItsTotalsOnceInTheBackground() {
    Backfill made = fixture.create("again", 0, BackfillFixture.START);
    BackfillCounter counter = counter();
    List<String> asked = new ArrayList<>();
    assertThat(counter.countNext(() -> asked.size() == 3 || !asked.add(""))).isFalse();
    assertThat(fixture.now(made).total()).isEmpty();

    assertThat(counter.countNext(() -> false)).isTrue();

    Amount total = fixture.now(made).total().orElseThrow();
    assertThat(total.events()).isEqualTo(BackfillFixture.START);
    assertThat(counter.countNext(() -> false)).isFalse();
    fixture.deliverAll();
    assertThat(fixture.now(made).done()).isEqualTo(total);
    assertThat(total.bytes())
        .isEqualTo(fixture.objects("again").values().stream().mapToLong(String::length).sum());
  }

  @Test
  void aTotalThatIsCountedInTheMiddleHoldsWhatWasDelivered() {
    Backfill made = fixture.create("again", 0, BackfillFixture.START);
    engine.ledger.change(Samples.withEnabled(fixture.configuration, false));
    engine.engine.planDue();
    engine.engine.claimNext().ifPresent(engine.engine::runAttempt);
    assertThat(fixture.now(made).done().events()).isPositive();
    engine.log.trim(Samples.TENANT, new Position(fixture.now(made).done().events()));

    counter().countNext(() -> false);

    assertThat(fixture.now(made).total().orElseThrow().events()).isEqualTo(BackfillFixture.START);
  }

  @Test
  void oneThatCannotBeCountedIsPassedOverAndTriedAgainLater() {
    Backfill unreadable = fixture.create("again", 0, 20);
    engine.time.advance(Duration.ofSeconds(1));
    Backfill sound = fixture.create("again", 20, 40);
    fixture.backfills().damage(unreadable.id());
    BackfillCounter counter = counter();

    countAll(counter);

    assertThat(fixture.now(sound).total().orElseThrow().events()).isEqualTo(20);
    assertThat(engine.listener.defects).hasSize(1);
    fixture.backfills().mend(unreadable.id());
    countAll(counter);
    assertThat(fixture.now(unreadable).total()).isEmpty();
    engine.time.advance(Duration.ofSeconds(30));
    countAll(counter);
    assertThat(fixture.now(unreadable).total().orElseThrow().events()).isEqualTo(20);
  }

  @Test
  void aLogThatCannotBeReadIsToldForEachBackfillOnce() {
    fixture.create("again", 0, 20);
    fixture.create("again", 20, 40);
    engine.log.betweenBlocks(
        () -> {
          throw new IllegalStateException("damaged");
        });

    countAll(counter());

    assertThat(engine.listener.defects).hasSize(2);
  }

  private BackfillCounter counter() {
    return new BackfillCounter(engine.log, fixture.backfills(), engine.time, engine.listener);
  }

  private static void countAll(BackfillCounter counter) {
    boolean more = true;
    while (more) {
      more = counter.countNext(() -> false);
    }
  }

  @Test
  void aBackfillThatCannotBePlannedIsLeftAloneForAWhile() {
    fixture.create("again", 0, 20);
    engine.log.betweenBlocks(
        () -> {
          throw new IllegalStateException("damaged");
        });

    assertThat(engine.engine.planDue()).isZero();
    assertThat(engine.engine.planDue()).isZero();
    assertThat(engine.listener.defects).hasSize(2); // the regular stream's, and the backfill's

    engine.log.betweenBlocks(() -> {});
    fixture.deliverAll();
    assertThat(fixture.lines("again")).hasSize(20);
  }

  @Test
  void aBackfillThatCannotBeReadIsToldAndDoesNotStopTheOthers() {
    Backfill damaged = fixture.create("again", 0, 20);
    engine.time.advance(Duration.ofSeconds(1));
    Backfill sound = fixture.create("again", 20, 40);
    fixture.backfills().damage(damaged.id());

    fixture.deliverAll();

    assertThat(fixture.now(sound).status()).isEqualTo(BackfillStatus.SUCCEEDED);
    assertThat(fixture.now(damaged).status()).isEqualTo(BackfillStatus.RUNNING);
    assertThat(engine.listener.defects).hasSize(1);
    fixture.backfills().mend(damaged.id());
    fixture.deliverAll();
    assertThat(fixture.now(damaged).status()).isEqualTo(BackfillStatus.SUCCEEDED);
  }

  private List<ExportJob> jobs(Backfill of) {
    return engine.ledger.jobs().stream().filter(job -> job.stream().equals(of.id())).toList();
  }
}
