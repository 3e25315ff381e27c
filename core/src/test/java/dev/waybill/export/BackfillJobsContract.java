package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How the jobs of backfills are planned and delivered, and what their progress is. */
public abstract class BackfillJobsContract extends BackfillsContractFixture {
  @Test
  void theOneOfADetachedExportWaitsAndGoesOnWhereItIsAttached() {
    Backfill made = create(request("again", 100, 200));
    ExportJob planned = plan(made, 150);
    Attempt attempt = start(claim(planned));
    Backfill unplanned = create(request("elsewhere", 100, 200));

    detach(integration.id());

    assertThat(ledger().renew(attempt, NOW.plus(LEASE))).isFalse();
    assertThat(ledger().release(attempt, Leftovers.POSSIBLE, NOW)).isTrue();
    assertThat(ledger().backfillsToPlan(10)).isEmpty();
    assertThat(ledger().plannableBackfill(unplanned.id())).isEmpty();
    assertThat(ledger().planBackfill(job(unplanned, 1, 100, 150, 1))).isFalse();
    assertThat(ledger().runnable(WorkKind.EXTRA, NOW, NOW, Set.of(), 10)).isEmpty();
    assertThat(ledger().claim(planned.id(), NOW, NOW, NOW.plus(LEASE))).isEmpty();
    assertThat(backfill(made).status()).isEqualTo(BackfillStatus.RUNNING);

    StorageIntegration other = Samples.integration(Samples.TENANT, Samples.location("second"));
    add(other, Samples.CREDENTIALS);
    change(Samples.withEnabled(Samples.attached(configuration, other.id()), false));

    assertThat(ledger().backfillsToPlan(10)).containsExactly(unplanned.id());
    assertThat(claim(planned).integration().id()).isEqualTo(other.id());
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

    assertThat(ledger().start(attempt, Samples.settings(changed), Samples.KEY, new Position(100)))
        .isTrue();

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

    Samples.seal(ledger(), attempt);
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
}
