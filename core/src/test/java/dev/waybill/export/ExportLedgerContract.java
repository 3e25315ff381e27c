package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link ExportLedger} must do for attempts at jobs. */
public abstract class ExportLedgerContract extends ExportLedgerContractFixture {
  @Test
  void handsAJobToOneAttemptOnly() {
    ExportJob planned = plan();

    Attempt attempt = claim(planned, NOW);

    assertThat(attempt.job().attempt()).isEqualTo(1);
    assertThat(attempt.job().status()).isEqualTo(JobStatus.RUNNING);
    assertThat(attempt.job()).isEqualTo(job(planned.id()));
    assertThat(attempt.configuration()).isEqualTo(configuration);
    assertThat(attempt.integration()).isEqualTo(integration);
    assertThat(attempt.credentials()).isEqualTo(Samples.CREDENTIALS);
    assertThat(attempt.finished()).isEmpty();
    assertThat(attempt.leftovers()).isEqualTo(Leftovers.NONE);
    assertThat(runnable(NOW)).isEmpty();
    assertThat(ledger().claim(planned.id(), NOW, NOW, NOW.plus(LEASE))).isEmpty();
  }

  @Test
  void aSuccessorFencesAnAttemptWhoseLeaseHasEnded() {
    ExportJob planned = plan();
    Attempt zombie = claim(planned, NOW);
    Instant end = NOW.plus(LEASE);
    assertThat(WaitingJobs.of(ledger(), end, end, Set.of(), 10)).isEmpty();

    Instant later = end.plusMillis(1);
    Attempt successor = ledger().claim(planned.id(), later, later, later.plus(LEASE)).orElseThrow();

    assertThat(successor.job().attempt()).isEqualTo(2);
    assertThat(ledger().renew(zombie, later.plus(LEASE))).isFalse();
    assertThat(ledger().start(zombie, Samples.settings(configuration), Samples.KEY, HELD))
        .isFalse();
    assertThat(ledger().recordObject(zombie, Samples.object("events/a"))).isFalse();
    assertThat(ledger().commit(zombie, delivery(), later)).isFalse();
    assertThat(ledger().fail(zombie, REFUSED, Leftovers.NONE, later, later)).isFalse();
    assertThat(ledger().release(zombie, Leftovers.NONE, later)).isFalse();
    assertThat(job(planned.id())).isEqualTo(successor.job());
    assertThat(plannable().stream().cursor()).isEqualTo(Position.ZERO);
  }

  @Test
  void aRenewedLeaseHoldsLonger() {
    ExportJob planned = plan();
    Attempt attempt = claim(planned, NOW);
    Instant later = NOW.plus(LEASE).plusMillis(1);

    assertThat(ledger().renew(attempt, later.plus(LEASE))).isTrue();

    assertThat(WaitingJobs.of(ledger(), later, later, Set.of(), 10)).isEmpty();
    assertThat(ledger().claim(planned.id(), later, later, later.plus(LEASE))).isEmpty();
  }

  @Test
  void pinsTheSettingsAtTheFirstStartOnly() {
    ExportJob planned = plan();
    Attempt first = claim(planned, NOW);
    PinnedSettings pinned = Samples.settings(configuration, "gkl-0.9.1-2");
    assertThat(ledger().start(first, pinned, Samples.KEY, HELD)).isTrue();
    fail(first, NOW);
    change(Samples.withSelection(configuration, new Selection(Set.of(), Set.of("login"))));

    Attempt second = claim(planned, NOW);

    assertThat(second.job().started()).isTrue();
    assertThat(second.job().settings()).isEqualTo(pinned);
    assertThat(ledger().start(second, Samples.settings(configuration, "jdk-6"), Samples.KEY, HELD))
        .isTrue();
    assertThat(job(planned.id()).settings()).isEqualTo(pinned);
  }

  @Test
  void pinsFromWhereTheLogHeldTheRangeAtTheFirstStartOnly() {
    ExportJob planned = plan();
    assertThat(planned.started()).isFalse();
    Attempt first = start(claim(planned, NOW));
    assertThat(first.job().heldFrom()).isEmpty();
    assertThat(job(planned.id()).heldFrom()).contains(HELD);
    fail(first, NOW);

    Attempt second = claim(planned, NOW);

    assertThat(second.job().heldFrom()).contains(HELD);
    assertThat(ledger().start(second, Samples.settings(configuration), Samples.KEY, HELD.plus(3)))
        .isTrue();
    assertThat(job(planned.id()).heldFrom()).contains(HELD);
  }

  @Test
  void expiredEventsTakeNoOrdinal() {
    Attempt attempt = start(claim(plan(), NOW));

    Samples.seal(ledger(), attempt);
    assertThat(ledger().commit(attempt, new Delivery(2, 1, 7, List.of()), NOW)).isTrue();

    assertThat(plannable().stream().nextOrdinal()).isEqualTo(3);
    assertThat(plannable().stream().cursor()).isEqualTo(attempt.job().range().to());
  }

  @Test
  void refusesToPinSettingsOfAnOlderRevision() {
    ExportJob planned = plan();
    Attempt attempt = claim(planned, NOW);
    ExportConfiguration changed =
        Samples.withSelection(configuration, new Selection(Set.of(), Set.of("login")));
    change(changed);

    assertThat(ledger().start(attempt, Samples.settings(configuration), Samples.KEY, HELD))
        .isFalse();
    assertThat(job(planned.id()).started()).isFalse();
    assertThat(ledger().start(attempt, Samples.settings(changed), Samples.KEY, HELD)).isTrue();
    assertThat(job(planned.id()).settings()).isEqualTo(Samples.settings(changed));
  }

  @Test
  void tellsAnAttemptBelowWhatItsTenantsEventsAreGivenUp() {
    ExportJob planned = plan();
    Attempt first = claim(planned, NOW);
    assertThat(first.retainedFrom()).isEqualTo(Position.ZERO);
    fail(first, NOW);
    retainFrom(new TenantId("other"), new Position(9));
    retainFrom(Samples.TENANT, HELD);

    assertThat(claim(planned, NOW).retainedFrom()).isEqualTo(HELD);
  }

  @Test
  void refusesToStartBelowAMarkThatHasMovedSinceTheClaim() {
    ExportJob planned = plan();
    Attempt before = claim(planned, NOW);
    retainFrom(Samples.TENANT, HELD.plus(1));

    assertThat(ledger().start(before, Samples.settings(configuration), Samples.KEY, HELD))
        .isFalse();

    assertThat(job(planned.id()).started()).isFalse();
    ledger().release(before, Leftovers.NONE, NOW);
    Attempt after = claim(planned, NOW);
    assertThat(after.leftovers()).isEqualTo(Leftovers.NONE);
    assertThat(
            ledger()
                .start(after, Samples.settings(configuration), Samples.KEY, after.retainedFrom()))
        .isTrue();
    assertThat(job(planned.id()).heldFrom()).contains(HELD.plus(1));
  }

  @Test
  void startsAJobOfWhichNothingIsLeft() {
    ExportJob planned = plan();
    Position end = planned.range().to();
    retainFrom(Samples.TENANT, end.plus(5));
    Attempt attempt = claim(planned, NOW);

    assertThat(
            ledger()
                .start(
                    attempt,
                    Samples.settings(configuration),
                    Samples.KEY,
                    new Position(end.value() - 1)))
        .isFalse();
    assertThat(ledger().start(attempt, Samples.settings(configuration), Samples.KEY, end)).isTrue();
  }

  @Test
  void aStartedJobGoesOnThoughTheMarkHasPassedIt() {
    ExportJob planned = plan();
    fail(start(claim(planned, NOW)), NOW);
    retainFrom(Samples.TENANT, HELD.plus(1));

    Attempt again = start(claim(planned, NOW));

    assertThat(job(planned.id()).heldFrom()).contains(HELD);
    Samples.seal(ledger(), again);
    assertThat(ledger().commit(again, delivery(), NOW)).isTrue();
  }

  @Test
  void remembersFinishedObjectsOverAttempts() {
    ExportJob planned = plan();
    Attempt first = start(claim(planned, NOW));
    assertThat(ledger().recordObject(first, Samples.object("events/b"))).isTrue();
    assertThat(ledger().recordObject(first, Samples.object("events/a"))).isTrue();
    assertThat(ledger().recordObject(first, Samples.object("events/a"))).isTrue();
    fail(first, NOW);

    assertThat(claim(planned, NOW).finished())
        .containsExactlyInAnyOrder(Samples.object("events/a"), Samples.object("events/b"));
  }

  @Test
  void knowsWhenAnAttemptMayHaveLeftObjectsBehind() {
    ExportJob planned = plan();
    fail(start(claim(planned, NOW)), NOW);
    Attempt afterKnownEnd = claim(planned, NOW);
    assertThat(afterKnownEnd.leftovers()).isEqualTo(Leftovers.NONE);

    assertThat(ledger().release(afterKnownEnd, Leftovers.NONE, NOW)).isTrue();
    Attempt notStarted = claim(planned, NOW);
    ledger().endLeases(NOW);
    Attempt afterNotStarted = claim(planned, NOW);
    assertThat(afterNotStarted.leftovers()).isEqualTo(Leftovers.NONE);
    assertThat(afterNotStarted.job().attempt()).isEqualTo(notStarted.job().attempt() + 1);

    start(afterNotStarted);
    ledger().endLeases(NOW);
    Attempt afterCrash = claim(planned, NOW);
    assertThat(afterCrash.leftovers()).isEqualTo(Leftovers.POSSIBLE);

    fail(start(afterCrash), NOW);
    assertThat(claim(planned, NOW).leftovers()).isEqualTo(Leftovers.POSSIBLE);
  }

  @Test
  void remembersAnAnswerThatWasLost() {
    ExportJob planned = plan();
    Attempt first = start(claim(planned, NOW));
    assertThat(ledger().fail(first, REFUSED, Leftovers.POSSIBLE, NOW, NOW)).isTrue();

    assertThat(claim(planned, NOW).leftovers()).isEqualTo(Leftovers.POSSIBLE);
  }

  @Test
  void neverForgetsThatTheStoreKeptOtherBytes() {
    ExportJob planned = plan();
    Attempt crashed = start(claim(planned, NOW));
    ledger().endLeases(NOW);
    Attempt told = start(claim(planned, NOW));
    assertThat(told.leftovers()).isEqualTo(Leftovers.POSSIBLE);
    assertThat(ledger().fail(told, REFUSED, Leftovers.STRANGE, NOW, NOW)).isTrue();

    Attempt after = start(claim(planned, NOW));
    assertThat(after.leftovers()).isEqualTo(Leftovers.STRANGE);
    assertThat(ledger().fail(after, REFUSED, Leftovers.POSSIBLE, NOW, NOW)).isTrue();

    assertThat(claim(planned, NOW).leftovers()).isEqualTo(Leftovers.STRANGE);
    assertThat(crashed.leftovers()).isEqualTo(Leftovers.NONE);
  }

  @Test
  void anOvertakenAttemptNotesForItsSuccessorThatTheStoreKeptOtherBytes() {
    ExportJob planned = plan();
    Attempt overtaken = start(claim(planned, NOW));
    ledger().endLeases(NOW);
    Attempt successor = start(claim(planned, NOW));
    assertThat(successor.leftovers()).isEqualTo(Leftovers.POSSIBLE);
    assertThat(ledger().hasOtherBytes(successor)).isFalse();
    ExportJob before = job(planned.id());

    ledger().noteOtherBytes(overtaken);

    assertThat(ledger().fail(overtaken, REFUSED, Leftovers.STRANGE, NOW, NOW)).isFalse();
    assertThat(ledger().hasOtherBytes(successor)).isTrue();
    assertThat(job(planned.id())).as("no more than a note").isEqualTo(before);
    fail(successor, NOW);
    move(integration.id(), Samples.location("second"));
    Attempt elsewhere = start(claim(planned, NOW));
    assertThat(elsewhere.leftovers()).isEqualTo(Leftovers.NONE);
    assertThat(ledger().hasOtherBytes(elsewhere)).isFalse();
  }

  @Test
  void anEndTakesNothingBackOfOtherBytes() {
    ExportJob planned = plan();
    Attempt failed = start(claim(planned, NOW));
    ledger().noteOtherBytes(failed);
    fail(failed, NOW);
    assertThat(claim(planned, NOW).leftovers()).isEqualTo(Leftovers.STRANGE);

    ledger().endLeases(NOW);
    Attempt crashed = claim(planned, NOW);
    assertThat(crashed.leftovers()).as("after a crash").isEqualTo(Leftovers.STRANGE);
    assertThat(ledger().release(crashed, Leftovers.NONE, NOW)).isTrue();
    assertThat(claim(planned, NOW).leftovers()).isEqualTo(Leftovers.STRANGE);
  }

  @Test
  void aChangeOfLocationFencesAllButTheEndOfTheAttempt() {
    ExportJob planned = plan();
    Attempt attempt = start(claim(planned, NOW));
    ledger().recordObject(attempt, Samples.object("events/a"));
    move(integration.id(), Samples.location("second"));

    assertThat(ledger().renew(attempt, NOW.plus(LEASE))).isFalse();
    assertThat(ledger().start(attempt, Samples.settings(configuration), Samples.KEY, HELD))
        .isFalse();
    assertThat(ledger().recordObject(attempt, Samples.object("events/b"))).isFalse();
    assertThat(ledger().commit(attempt, delivery(), NOW)).isFalse();
    assertThat(ledger().release(attempt, Leftovers.POSSIBLE, NOW)).isTrue();
  }

  @Test
  void knowsObjectsAndLeftoversPerLocation() {
    ExportJob planned = plan();
    Attempt attempt = start(claim(planned, NOW));
    ledger().recordObject(attempt, Samples.object("events/a"));
    ledger().release(attempt, Leftovers.POSSIBLE, NOW);

    move(integration.id(), Samples.location("second"));
    Attempt elsewhere = claim(planned, NOW);
    assertThat(elsewhere.finished()).isEmpty();
    assertThat(elsewhere.leftovers()).isEqualTo(Leftovers.NONE);
    assertThat(elsewhere.job().started()).isTrue();
    ledger().release(elsewhere, Leftovers.NONE, NOW);

    move(integration.id(), Samples.location("first"));
    Attempt back = claim(planned, NOW);
    assertThat(back.finished()).containsExactly(Samples.object("events/a"));
    assertThat(back.leftovers()).isEqualTo(Leftovers.POSSIBLE);
  }

  @Test
  void commitAdvancesTheStreamOnce() {
    ExportJob planned = plan();
    Attempt attempt = start(claim(planned, NOW));

    Samples.seal(ledger(), attempt);
    assertThat(ledger().commit(attempt, delivery(), NOW)).isTrue();

    ExportJob done = job(planned.id());
    assertThat(done.status()).isEqualTo(JobStatus.SUCCEEDED);
    assertThat(done.failure()).isEmpty();
    Plannable after = plannable();
    assertThat(after.unfinished()).isEmpty();
    assertThat(after.stream())
        .isEqualTo(
            new Stream(
                stream.id(),
                configuration.id(),
                planned.range().to(),
                planned.receivedThrough(),
                2,
                8,
                NOW));
    assertThat(ledger().commit(attempt, delivery(), NOW)).isFalse();
    assertThat(ledger().fail(attempt, REFUSED, Leftovers.NONE, NOW, NOW)).isFalse();
    assertThat(ledger().request(planned.id(), NOW)).isFalse();
    assertThat(runnable(NOW.plus(Duration.ofDays(1)))).isEmpty();
    assertThat(plannable().stream()).isEqualTo(after.stream());
  }

  @Test
  void theNextJobFollowsTheCommittedOne() {
    Attempt attempt = start(claim(plan(), NOW));
    Samples.seal(ledger(), attempt);
    assertThat(ledger().commit(attempt, delivery(), NOW)).isTrue();
    assertThat(ledger().due(NOW, 10)).isEmpty();
    assertThat(ledger().due(NOW.plusSeconds(3600), 10)).containsExactly(configuration.id());

    ExportJob second = Samples.job(configuration, plannable().stream());

    assertThat(ledger().plan(second, NOW.plusSeconds(3600), NOW.plusSeconds(7200))).isTrue();
    assertThat(second.sequence()).isEqualTo(2);
    assertThat(second.firstOrdinal()).isEqualTo(8);
  }

  @Test
  void blocksAFailedJobUntilItsNextAttempt() {
    ExportJob planned = plan();
    Instant next = NOW.plusSeconds(30);

    fail(claim(planned, NOW), next);

    ExportJob blocked = job(planned.id());
    assertThat(blocked.status()).isEqualTo(JobStatus.BLOCKED);
    assertThat(blocked.failure()).contains(REFUSED);
    assertThat(blocked.nextAttemptAt()).isEqualTo(next);
    assertThat(runnable(next.minusMillis(1))).isEmpty();
    assertThat(runnable(next)).containsExactly(planned.id());
    assertThat(plannable().stream().cursor()).isEqualTo(Position.ZERO);
  }

  @Test
  void releasingGivesTheJobBackAtOnce() {
    ExportJob planned = plan();
    assertThat(ledger().release(claim(planned, NOW), Leftovers.NONE, NOW)).isTrue();
    assertThat(job(planned.id()).status()).isEqualTo(JobStatus.PLANNED);

    fail(claim(planned, NOW), NOW);
    assertThat(ledger().release(claim(planned, NOW), Leftovers.NONE, NOW)).isTrue();

    ExportJob again = job(planned.id());
    assertThat(again.status()).isEqualTo(JobStatus.BLOCKED);
    assertThat(again.failure()).contains(REFUSED);
    assertThat(again.attempt()).isEqualTo(3);
    assertThat(runnable(NOW)).containsExactly(planned.id());
  }

  @Test
  void endingLeasesFencesEveryAttemptAtOnce() {
    ExportJob planned = plan();
    Attempt before = claim(planned, NOW);

    ledger().endLeases(NOW);

    assertThat(ledger().renew(before, NOW.plus(LEASE))).isFalse();
    assertThat(ledger().commit(before, delivery(), NOW)).isFalse();
    assertThat(runnable(NOW)).containsExactly(planned.id());
    assertThat(claim(planned, NOW).job().attempt()).isEqualTo(2);
  }
}
