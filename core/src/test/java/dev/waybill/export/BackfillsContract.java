package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.export.Backfills.Creation;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What {@link Backfills}, and an {@link ExportLedger} with backfills, must do; each test begins
 * with one configuration whose stream starts at position 1000.
 */
public abstract class BackfillsContract {
  private static final Instant NOW = Samples.NOW;
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Failure REFUSED = Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED");
  private static final TenantId STRANGER = new TenantId("stranger");

  private final StorageIntegration integration =
      Samples.integration(Samples.TENANT, Samples.location("first"));
  private final ExportConfiguration configuration = Samples.configuration(integration);
  private final Stream stream =
      Samples.withCursor(Samples.stream(configuration), new Position(1000));

  protected abstract Backfills backfills();

  protected abstract ExportLedger ledger();

  /** Stores an integration with its secret, and its tenant if there is none of that id. */
  protected abstract void add(StorageIntegration integration, Credentials credentials);

  protected abstract void add(ExportConfiguration configuration, Stream stream, Instant nextDue);

  /** Replaces a stored configuration by a later revision of itself. */
  protected abstract void change(ExportConfiguration changed);

  protected abstract void move(IntegrationId integration, Location location);

  /** Deletes a configuration. */
  protected abstract void remove(ConfigurationId configuration);

  protected abstract ExportJob job(JobId id);

  /** Retention gives up what lies below. */
  protected abstract void retainFrom(TenantId tenant, Position position);

  /** Another stream has an id with these first digits. */
  protected abstract void give(StreamId id);

  /** Makes the row of a backfill one that cannot be read. */
  protected abstract void damage(StreamId id);

  @BeforeEach
  void addOneConfiguration() {
    add(integration, Samples.CREDENTIALS);
    add(configuration, stream, NOW);
  }

  @Test
  void createsABackfillUnderItsDerivedId() {
    BackfillRequest request = request("", 100, 200);

    Backfill made = create(request);

    assertThat(made)
        .isEqualTo(
            new Backfill(
                BackfillStreamId.derive(request, "0", 0),
                request,
                BackfillStatus.RUNNING,
                Amount.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW,
                Optional.empty()));
    assertThat(backfills().find(Samples.TENANT, made.id())).contains(made);
    assertThat(list()).containsExactly(made);
  }

  @Test
  void theSameRequestIsTheSameBackfill() {
    Backfill made = create(request("again", 100, 200));

    assertThat(create(request("again", 100, 200), NOW.plusSeconds(60))).isEqualTo(made);

    assertThat(list()).hasSize(1);
  }

  @Test
  void theSameTimesAreTheSameBackfillThoughRetentionMovedThePositions() {
    Backfill made = create(request("again", 100, 200));

    assertThat(create(request("again", 100, 200).notBefore(new Position(150)))).isEqualTo(made);
  }

  @Test
  void theSameRequestAfterAnEditIsAnotherOneAndOverlaps() {
    Backfill made = create(request("again", 100, 200));
    ExportConfiguration changed =
        Samples.withSelection(configuration, new Selection(Set.of(), Set.of("login")));
    change(changed);

    assertThat(backfills().create(request(changed, "again", 100, 200), NOW))
        .isEqualTo(new Creation.Overlaps(made));
  }

  @Test
  void takesAnotherIdWhereTheFirstDigitsWereGiven() {
    BackfillRequest request = request("again", 100, 200);
    give(BackfillStreamId.derive(request, "0", 0));
    give(BackfillStreamId.derive(request, "0", 1));

    assertThat(create(request).id()).isEqualTo(BackfillStreamId.derive(request, "0", 2));
  }

  @Test
  void refusesAConfigurationThatIsNotThere() {
    ExportConfiguration unknown = Samples.configuration(integration);
    assertThat(backfills().create(request(unknown, "", 100, 200), NOW))
        .isEqualTo(new Creation.NotFound());

    add(Samples.integration(STRANGER, Samples.location("theirs")), Samples.CREDENTIALS);
    BackfillRequest request = request("", 100, 200);
    BackfillRequest theirs =
        new BackfillRequest(
            STRANGER,
            request.configuration(),
            request.prefix(),
            request.receivedFrom(),
            request.receivedThrough(),
            request.range(),
            request.settings());
    assertThat(backfills().create(theirs, NOW)).isEqualTo(new Creation.NotFound());

    remove(configuration.id());
    assertThat(backfills().create(request, NOW)).isEqualTo(new Creation.NotFound());
  }

  @Test
  void refusesSettingsOfAnotherRevision() {
    BackfillRequest request = request("", 100, 200);
    change(Samples.withEnabled(configuration, true));

    assertThat(backfills().create(request, NOW)).isEqualTo(new Creation.Outdated());
  }

  @Test
  void withoutAPrefixEndsBeforeTheStreamBegins() {
    long start = stream.receivedThrough();
    assertThat(backfills().create(request("", 100, 1001), NOW))
        .isEqualTo(new Creation.AfterStart(start));
    BackfillRequest tooLate = at("", 100, 1000, start - 10, start + 1);
    assertThat(backfills().create(tooLate, NOW)).isEqualTo(new Creation.AfterStart(start));

    create(at("", 100, 1000, start - 10, start));
    create(request("again", 100, 1500));
  }

  @Test
  void theStreamBeginsWhereItBeganHoweverFarItHasCome() {
    ExportJob planned = Samples.job(configuration, stream);
    assertThat(ledger().plan(planned, NOW, NOW)).isTrue();
    commit(start(claim(planned)), 7);

    assertThat(backfills().create(request("", 100, 1001), NOW))
        .isEqualTo(new Creation.AfterStart(stream.receivedThrough()));
  }

  @Test
  void refusesWhatRetentionHasGivenUp() {
    retainFrom(Samples.TENANT, new Position(150));

    assertThat(backfills().create(request("", 100, 200), NOW))
        .isEqualTo(new Creation.Trimmed(new Position(150)));

    assertThat(create(request("", 100, 200).notBefore(new Position(150))).request().range())
        .isEqualTo(new Range(new Position(150), new Position(200)));
  }

  @Test
  void refusesAnOverlapUnderTheSamePrefixAndNamesTheOther() {
    Backfill made = create(request("again", 100, 200));

    for (BackfillRequest overlapping :
        List.of(
            request("again", 50, 101),
            request("again", 199, 250),
            request("again", 120, 130),
            request("again", 50, 250))) {
      assertThat(backfills().create(overlapping, NOW)).isEqualTo(new Creation.Overlaps(made));
    }
    create(request("again", 50, 100));
    create(request("again", 200, 250));
    create(request("", 100, 200));
    create(request("elsewhere", 100, 200));
  }

  @Test
  void soManyAtATimeAndNoMore() {
    ExportConfiguration other = Samples.configuration(integration);
    add(other, Samples.withCursor(Samples.stream(other), new Position(1000)), NOW);
    Backfill first = create(request("again", 0, 1));
    for (int i = 1; i < Backfills.MOST_OPEN; i++) {
      create(request("again", i, i + 1));
    }

    assertThat(backfills().create(request("again", 100, 200), NOW))
        .isEqualTo(new Creation.TooMany());
    assertThat(create(request("again", 0, 1))).isEqualTo(first);
    create(request(other, "again", 100, 200));
    commit(start(claim(plan(first, 1))), 1);
    create(request("again", 100, 200));
  }

  @Test
  void aCancelledOneMakesRoomAndGoesOnOnlyIfThereIsRoom() {
    Backfill first = create(request("again", 0, 1));
    for (int i = 1; i < Backfills.MOST_OPEN; i++) {
      create(request("again", i, i + 1));
    }
    cancel(first);

    Backfill instead = create(request("again", 100, 200));

    assertThat(backfills().create(request("again", 0, 1), NOW)).isEqualTo(new Creation.TooMany());
    assertThat(backfill(first).status()).isEqualTo(BackfillStatus.CANCELLED);
    cancel(instead);
    assertThat(create(request("again", 0, 1)).status()).isEqualTo(BackfillStatus.RUNNING);
  }

  @Test
  void anEmptyRangeOverlapsNothing() {
    create(request("again", 100, 200));

    create(request("again", 150, 150));
  }

  @Test
  void exportsWithOverlappingBackfillsDoNotMind() {
    create(request("again", 100, 200));
    ExportConfiguration other = Samples.configuration(integration);
    add(other, Samples.withCursor(Samples.stream(other), new Position(1000)), NOW);

    create(request(other, "again", 100, 200));
  }

  @Test
  void plansOneJobAfterTheOtherUpToTheEnd() {
    Backfill made = create(request("again", 100, 200));
    assertThat(plannable(made).stream())
        .isEqualTo(new Stream(made.id(), configuration.id(), new Position(100), 99, 1, 1, NOW));

    ExportJob first = plan(made, 150);

    assertThat(job(first.id())).isEqualTo(first);
    assertThat(ledger().backfillsToPlan(10)).isEmpty();
    assertThat(ledger().plannableBackfill(made.id())).isEmpty();
    assertThat(ledger().planBackfill(job(made, 1, 100, 150, 1))).isFalse();
    commit(start(claim(first)), 7);
    assertThat(plannable(made).stream())
        .isEqualTo(new Stream(made.id(), configuration.id(), new Position(150), 149, 2, 8, NOW));
    assertThat(backfill(made).status()).isEqualTo(BackfillStatus.RUNNING);

    commit(start(claim(plan(made, 200))), 5);

    Backfill done = backfill(made);
    assertThat(done.status()).isEqualTo(BackfillStatus.SUCCEEDED);
    assertThat(done.finishedAt()).contains(NOW);
    assertThat(done.percent()).hasValue(100);
    assertThat(ledger().backfillsToPlan(10)).isEmpty();
    assertThat(create(request("again", 100, 200))).isEqualTo(done);
  }

  @Test
  void thoseThatWaitLongestArePlannedFirst() {
    Backfill second = create(request("again", 100, 200), NOW.plusSeconds(1));
    Backfill first = create(request("again", 200, 300));

    assertThat(ledger().backfillsToPlan(10)).containsExactly(first.id(), second.id());
    assertThat(ledger().backfillsToPlan(1)).containsExactly(first.id());
    assertThat(ledger().plannableBackfill(new StreamId(configuration.id().value()))).isEmpty();
  }

  @Test
  void oneThatCannotBeReadKeepsNoneFromBeingPlanned() {
    Backfill damaged = create(request("again", 100, 200));
    Backfill sound = create(request("again", 200, 300), NOW.plusSeconds(1));
    damage(damaged.id());

    assertThat(ledger().backfillsToPlan(10)).containsExactly(damaged.id(), sound.id());
    assertThatThrownBy(() -> ledger().plannableBackfill(damaged.id()))
        .isInstanceOf(RuntimeException.class);
    assertThat(ledger().plannableBackfill(sound.id())).isPresent();
  }

  @Test
  void refusesAJobThatDoesNotFollow() {
    Backfill made = create(request("again", 100, 200));

    assertThat(ledger().planBackfill(job(made, 2, 100, 150, 1))).isFalse();
    assertThat(ledger().planBackfill(job(made, 1, 110, 150, 1))).isFalse();
    assertThat(ledger().planBackfill(job(made, 1, 100, 150, 2))).isFalse();
  }

  @Test
  void leavesTheRegularStreamAlone() {
    Backfill made = create(request("again", 100, 200));
    ExportJob backfilled = plan(made, 200);

    assertThat(ledger().due(NOW, 10)).containsExactly(configuration.id());
    assertThat(ledger().plannable(configuration.id()).orElseThrow().unfinished()).isEmpty();
    ExportJob regular = Samples.job(configuration, stream);
    assertThat(ledger().plan(regular, NOW, NOW)).isTrue();
    commit(start(claim(backfilled)), 5);

    Plannable after = ledger().plannable(configuration.id()).orElseThrow();
    assertThat(after.unfinished()).contains(regular);
    assertThat(after.stream().cursor()).isEqualTo(new Position(1000));
    assertThat(after.stream().nextSequence()).isEqualTo(1);
  }

  @Test
  void theirJobsAreExtraWorkEvenAfterAFailure() {
    ExportJob planned = plan(create(request("again", 100, 200)), 150);

    assertThat(WaitingJobs.of(ledger(), WorkKind.EXTRA, NOW)).containsExactly(planned.id());
    assertThat(WaitingJobs.of(ledger(), WorkKind.FRESH, NOW)).isEmpty();

    ledger().fail(claim(planned), REFUSED, Leftovers.NONE, NOW, NOW);

    assertThat(WaitingJobs.of(ledger(), WorkKind.EXTRA, NOW)).containsExactly(planned.id());
    assertThat(WaitingJobs.of(ledger(), WorkKind.RETRY, NOW)).isEmpty();
  }

  @Test
  void goesOnWhileTheConfigurationIsDisabled() {
    ExportJob planned = plan(create(request("again", 100, 200)), 150);
    change(Samples.withEnabled(configuration, false));

    assertThat(WaitingJobs.of(ledger(), NOW, NOW, Set.of(), 10)).containsExactly(planned.id());
    commit(start(claim(planned)), 5);
    assertThat(ledger().backfillsToPlan(10)).hasSize(1);
  }

  @Test
  void keepsItsSettingsWhateverBecomesOfTheConfiguration() {
    ExportJob planned = plan(create(request("again", 100, 200)), 200);
    ExportConfiguration changed =
        Samples.withSelection(configuration, new Selection(Set.of(), Set.of("login")));
    change(changed);
    Attempt attempt = claim(planned);

    assertThat(ledger().start(attempt, Samples.settings(changed), new Position(100))).isTrue();

    assertThat(job(planned.id()).settings()).isEqualTo(Samples.settings(configuration));
    assertThat(job(planned.id()).heldFrom()).contains(new Position(100));
  }

  @Test
  void aChangeOfLocationFencesItsAttempt() {
    ExportJob planned = plan(create(request("again", 100, 200)), 200);
    Attempt attempt = start(claim(planned));
    move(integration.id(), Samples.location("second"));

    assertThat(ledger().recordObject(attempt, Samples.object("events/a"))).isFalse();
    assertThat(ledger().commit(attempt, delivery(5), NOW)).isFalse();
    assertThat(ledger().release(attempt, Leftovers.POSSIBLE, NOW)).isTrue();
    assertThat(claim(planned).leftovers()).isEqualTo(Leftovers.NONE);
  }

  @Test
  void progressCountsWhatWasPutAndKeepsWhatWasCommitted() {
    Backfill made = create(request("again", 100, 200));
    Attempt first = start(claim(plan(made, 150)));
    assertThat(ledger().recordObject(first, Samples.object("events/a"))).isTrue();
    assertThat(backfill(made).done()).isEqualTo(new Amount(10, 3700));
    assertThat(backfill(made).percent()).isEmpty();

    backfills().counted(made.id(), new Amount(20, 7400));
    backfills().counted(made.id(), new Amount(1, 1));

    assertThat(backfill(made).total()).contains(new Amount(20, 7400));
    assertThat(backfill(made).percent()).hasValue(50);
    commit(first, 10);
    assertThat(backfill(made).done()).isEqualTo(new Amount(10, 3700));
    Attempt second = start(claim(plan(made, 200)));
    ledger().recordObject(second, Samples.object("events/b"));
    assertThat(backfill(made).done()).isEqualTo(new Amount(20, 7400));
    assertThat(backfill(made).percent()).hasValue(99);
    commit(second, 10);
    assertThat(backfill(made).percent()).hasValue(100);
    assertThat(backfill(made).done()).isEqualTo(new Amount(20, 7400));
  }

  @Test
  void whatWasPutAtAnotherPlaceIsNotDone() {
    Backfill made = create(request("again", 100, 200));
    Attempt attempt = start(claim(plan(made, 200)));
    ledger().recordObject(attempt, Samples.object("events/a"));
    move(integration.id(), Samples.location("second"));
    ledger().release(attempt, Leftovers.NONE, NOW);

    claim(WaitingJobs.of(ledger(), NOW, NOW, Set.of(), 1).getFirst());

    assertThat(backfill(made).done()).isEqualTo(Amount.NONE);
  }

  @Test
  void objectsOfAJobThatExpiredWholeAreNotDone() {
    Backfill made = create(request("again", 100, 200));
    Attempt attempt = start(claim(plan(made, 200)));
    ledger().recordObject(attempt, Samples.object("events/a"));

    assertThat(ledger().commit(attempt, new Delivery(0, 0, 100, List.of()), NOW)).isTrue();

    assertThat(backfill(made).status()).isEqualTo(BackfillStatus.SUCCEEDED);
    assertThat(backfill(made).done()).isEqualTo(Amount.NONE);
  }

  @Test
  void findsWhatIsToBeCounted() {
    Backfill first = create(request("again", 100, 200));
    Backfill second = create(request("again", 200, 300), NOW.plusSeconds(1));
    assertThat(backfills().uncounted(10)).containsExactly(first.id(), second.id());
    assertThat(backfills().uncounted(1)).containsExactly(first.id());

    commit(start(claim(plan(first, 150))), 5);
    assertThat(backfills().uncounted(first.id()).orElseThrow().stream().cursor())
        .isEqualTo(new Position(150));
    backfills().counted(first.id(), new Amount(1, 1));

    assertThat(backfills().uncounted(first.id())).isEmpty();
    assertThat(backfills().uncounted(10)).containsExactly(second.id());
    backfills().cancel(Samples.TENANT, second.id(), NOW);
    assertThat(backfills().uncounted(second.id())).isEmpty();
    assertThat(backfills().uncounted(10)).isEmpty();
  }

  @Test
  void oneThatCannotBeReadKeepsNoneFromBeingCounted() {
    Backfill damaged = create(request("again", 100, 200));
    Backfill sound = create(request("again", 200, 300), NOW.plusSeconds(1));
    damage(damaged.id());

    assertThat(backfills().uncounted(10)).containsExactly(damaged.id(), sound.id());
    assertThatThrownBy(() -> backfills().uncounted(damaged.id()))
        .isInstanceOf(RuntimeException.class);
    assertThat(backfills().uncounted(sound.id())).isPresent();
  }

  @Test
  void showsWhyItsJobIsBlocked() {
    Backfill made = create(request("again", 100, 200));
    Attempt attempt = start(claim(plan(made, 200)));
    Instant next = NOW.plusSeconds(30);

    ledger().fail(attempt, REFUSED, Leftovers.NONE, NOW, next);

    assertThat(backfill(made).failure()).contains(REFUSED);
    assertThat(backfill(made).nextAttemptAt()).contains(next);
    assertThat(backfill(made).status()).isEqualTo(BackfillStatus.RUNNING);
  }

  @Test
  void cancellingFencesTheAttemptThatWakesLater() {
    Backfill made = create(request("again", 100, 200));
    ExportJob planned = plan(made, 150);
    Attempt zombie = start(claim(planned));

    Backfill cancelled = cancel(made);

    assertThat(cancelled.status()).isEqualTo(BackfillStatus.CANCELLED);
    assertThat(cancelled.finishedAt()).contains(NOW);
    assertThat(job(planned.id()).status()).isEqualTo(JobStatus.CANCELLED);
    assertFenced(zombie);
    assertThat(WaitingJobs.of(ledger(), NOW.plus(Duration.ofDays(1)), NOW, Set.of(), 10)).isEmpty();
    assertThat(ledger().backfillsToPlan(10)).isEmpty();
    assertThat(cancel(made)).isEqualTo(cancelled);
  }

  @Test
  void askingAgainGoesOnWithTheVeryJob() {
    Backfill made = create(request("again", 100, 200));
    commit(start(claim(plan(made, 120))), 5);
    ExportJob planned = plan(made, 150);
    Attempt zombie = start(claim(planned));
    ledger().recordObject(zombie, Samples.object("events/a"));
    cancel(made);

    Backfill again = create(request("again", 100, 200), NOW.plusSeconds(5));

    assertThat(again.id()).isEqualTo(made.id());
    assertThat(again.status()).isEqualTo(BackfillStatus.RUNNING);
    assertThat(again.finishedAt()).isEmpty();
    assertThat(again.createdAt()).isEqualTo(NOW);
    assertThat(ledger().backfillsToPlan(10)).isEmpty();
    assertFenced(zombie);
    ExportJob reopened = job(planned.id());
    assertThat(reopened.status()).isEqualTo(JobStatus.PLANNED);
    assertThat(reopened.range()).isEqualTo(planned.range());
    assertThat(reopened.sequence()).isEqualTo(2);
    Instant later = NOW.plusSeconds(5);
    Attempt attempt = ledger().claim(planned.id(), later, later, later.plus(LEASE)).orElseThrow();
    assertFenced(zombie);
    assertThat(attempt.finished()).containsExactly(Samples.object("events/a"));
    assertThat(attempt.leftovers()).isEqualTo(Leftovers.POSSIBLE);
    assertThat(attempt.job().attempt()).isEqualTo(2);
    commit(start(attempt), 5);
    commit(start(claim(plan(made, 200))), 5);
    assertThat(backfill(made).status()).isEqualTo(BackfillStatus.SUCCEEDED);
  }

  @Test
  void goesOnAfterItWasCancelledBetweenTwoJobs() {
    Backfill made = create(request("again", 100, 200));
    commit(start(claim(plan(made, 120))), 5);
    cancel(made);

    create(request("again", 100, 200));

    assertThat(plannable(made).stream().nextSequence()).isEqualTo(2);
  }

  @Test
  void aCancelledOneKeepsWhatItMayHavePut() {
    Backfill made = create(request("again", 100, 300));
    commit(start(claim(plan(made, 150))), 5);
    start(claim(plan(made, 200)));
    Backfill cancelled = cancel(made);

    assertThat(backfills().create(request("again", 199, 300), NOW))
        .isEqualTo(new Creation.Overlaps(cancelled));
    Backfill rest = create(request("again", 200, 290));

    assertThat(backfills().create(request("again", 100, 300), NOW))
        .isEqualTo(new Creation.Overlaps(rest));
  }

  @Test
  void aCancelledOneLeavesWhatItNeverStarted() {
    Backfill made = create(request("again", 100, 300));
    commit(start(claim(plan(made, 150))), 5);
    claim(plan(made, 200));
    cancel(made);

    create(request("again", 150, 300));
  }

  @Test
  void aSucceededOneIsNotCancelled() {
    Backfill made = create(request("again", 100, 200));
    commit(start(claim(plan(made, 200))), 5);

    assertThat(cancel(made)).isEqualTo(backfill(made));
    assertThat(backfill(made).status()).isEqualTo(BackfillStatus.SUCCEEDED);
  }

  @Test
  void deletingTheConfigurationCancelsItsBackfills() {
    Backfill made = create(request("again", 100, 200));
    ExportJob planned = plan(made, 200);
    Attempt attempt = start(claim(planned));

    remove(configuration.id());

    assertFenced(attempt);
    assertThat(ledger().backfillsToPlan(10)).isEmpty();
    assertThat(backfills().uncounted(10)).isEmpty();
    assertThat(backfills().find(Samples.TENANT, made.id())).isEmpty();
    assertThat(list()).isEmpty();
    assertThat(backfills().cancel(Samples.TENANT, made.id(), NOW)).isEmpty();
  }

  @Test
  void listsNewestFirstInPages() {
    Backfill first = create(request("again", 100, 200));
    Backfill second = create(request("again", 200, 300), NOW.plusSeconds(1));
    Backfill third = create(request("again", 300, 400), NOW.plusSeconds(2));

    assertThat(page(2, Optional.empty())).containsExactly(third, second);
    assertThat(page(2, Optional.of(second.id()))).containsExactly(first);
    assertThat(page(2, Optional.of(first.id()))).isEmpty();
    assertThat(page(2, Optional.of(new StreamId(configuration.id().value())))).isEmpty();
  }

  @Test
  void showsAndCancelsNothingOfOtherTenants() {
    Backfill made = create(request("again", 100, 200));

    assertThat(backfills().find(STRANGER, made.id())).isEmpty();
    assertThat(backfills().list(STRANGER, configuration.id(), 10, Optional.empty())).isEmpty();
    assertThat(backfills().cancel(STRANGER, made.id(), NOW)).isEmpty();
    assertThat(backfill(made).status()).isEqualTo(BackfillStatus.RUNNING);
  }

  private void assertFenced(Attempt attempt) {
    assertThat(ledger().renew(attempt, NOW.plus(LEASE))).isFalse();
    assertThat(ledger().start(attempt, attempt.job().settings(), new Position(100))).isFalse();
    assertThat(ledger().recordObject(attempt, Samples.object("events/z"))).isFalse();
    assertThat(ledger().commit(attempt, delivery(5), NOW)).isFalse();
    assertThat(ledger().fail(attempt, REFUSED, Leftovers.NONE, NOW, NOW)).isFalse();
    assertThat(ledger().release(attempt, Leftovers.NONE, NOW)).isFalse();
  }

  private BackfillRequest request(String prefix, long from, long to) {
    return request(configuration, prefix, from, to);
  }

  /** Position n was received n milliseconds after the epoch. */
  private static BackfillRequest request(
      ExportConfiguration of, String prefix, long from, long to) {
    return at(of, prefix, from, to, from - 1, to - 1);
  }

  private BackfillRequest at(String prefix, long from, long to, long after, long through) {
    return at(configuration, prefix, from, to, after, through);
  }

  private static BackfillRequest at(
      ExportConfiguration of, String prefix, long from, long to, long after, long through) {
    return new BackfillRequest(
        Samples.TENANT,
        of.id(),
        new StoragePath(prefix),
        after,
        through,
        new Range(new Position(from), new Position(to)),
        Samples.settings(of));
  }

  private Backfill create(BackfillRequest request) {
    return create(request, NOW);
  }

  private Backfill create(BackfillRequest request, Instant now) {
    Creation creation = backfills().create(request, now);
    assertThat(creation).isInstanceOf(Creation.Done.class);
    return ((Creation.Done) creation).backfill();
  }

  private Backfill cancel(Backfill backfill) {
    return backfills().cancel(Samples.TENANT, backfill.id(), NOW).orElseThrow();
  }

  private Backfill backfill(Backfill before) {
    return backfills().find(Samples.TENANT, before.id()).orElseThrow();
  }

  private List<Backfill> list() {
    return page(100, Optional.empty());
  }

  private List<Backfill> page(int limit, Optional<StreamId> after) {
    return backfills().list(Samples.TENANT, configuration.id(), limit, after);
  }

  private PlannableBackfill plannable(Backfill backfill) {
    assertThat(ledger().backfillsToPlan(100)).contains(backfill.id());
    return ledger().plannableBackfill(backfill.id()).orElseThrow();
  }

  private ExportJob plan(Backfill backfill, long to) {
    Stream at = plannable(backfill).stream();
    ExportJob planned = job(backfill, at.nextSequence(), at.cursor().value(), to, at.nextOrdinal());
    assertThat(ledger().planBackfill(planned)).isTrue();
    return planned;
  }

  private ExportJob job(Backfill of, long sequence, long from, long to, long ordinal) {
    return new ExportJob(
        new JobId(UUID.randomUUID()),
        Samples.TENANT,
        configuration.id(),
        of.id(),
        StreamKind.BACKFILL,
        of.request().prefix(),
        sequence,
        NOW,
        new Range(new Position(from), new Position(to)),
        from - 1,
        to - 1,
        ordinal,
        of.request().settings(),
        JobStatus.PLANNED,
        Optional.empty(),
        true,
        0,
        NOW,
        Optional.empty());
  }

  private Attempt claim(ExportJob job) {
    return claim(job.id());
  }

  private Attempt claim(JobId id) {
    return ledger().claim(id, NOW, NOW, NOW.plus(LEASE)).orElseThrow();
  }

  private Attempt start(Attempt attempt) {
    assertThat(ledger().start(attempt, attempt.job().settings(), attempt.job().range().from()))
        .isTrue();
    return attempt;
  }

  private void commit(Attempt attempt, long events) {
    assertThat(ledger().commit(attempt, delivery(events), NOW)).isTrue();
  }

  private static Delivery delivery(long events) {
    return new Delivery(events, 3, 0, List.of(Samples.object("events/a").key()));
  }
}
