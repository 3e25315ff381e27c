package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Backfills.Creation;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What stops a backfill, and how it goes on. */
public abstract class BackfillCancellationContract extends BackfillsContractFixture {
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
  void whatGoesOnWaitsForTheLeaseOfTheAttemptThatWasCancelled() {
    Backfill made = create(request("again", 100, 200));
    ExportJob planned = plan(made, 150);
    start(claim(planned));
    cancel(made);
    create(request("again", 100, 200));

    Instant end = NOW.plus(LEASE);
    assertThat(WaitingJobs.of(ledger(), NOW, end, Set.of(), 10)).isEmpty();
    assertThat(ledger().claim(planned.id(), NOW, end, end)).isEmpty();
    Instant later = end.plusMillis(1);
    assertThat(WaitingJobs.of(ledger(), NOW, later, Set.of(), 10)).containsExactly(planned.id());
    assertThat(ledger().claim(planned.id(), NOW, later, later.plus(LEASE))).isPresent();
  }

  @Test
  void anAttemptThatEndsAfterItWasCancelledGivesItsLeaseUp() {
    Backfill made = create(request("again", 100, 200));
    ExportJob planned = plan(made, 150);
    Attempt first = start(claim(planned));
    cancel(made);
    assertThat(ledger().release(first, Leftovers.NONE, NOW)).isFalse();
    create(request("again", 100, 200));

    Attempt second = start(claim(planned));
    cancel(made);
    create(request("again", 100, 200));
    assertThat(ledger().fail(second, REFUSED, Leftovers.NONE, NOW, NOW)).isFalse();

    assertThat(job(planned.id()).status()).isEqualTo(JobStatus.PLANNED);
    assertThat(start(claim(planned)).job().attempt()).isEqualTo(3);
  }

  @Test
  void whoeverGetsTheDataDirectoryEndsTheLeasesOfCancelledAttemptsToo() {
    Backfill made = create(request("again", 100, 200));
    ExportJob planned = plan(made, 150);
    start(claim(planned));
    cancel(made);
    create(request("again", 100, 200));

    ledger().endLeases(NOW);

    assertThat(claim(planned).job().attempt()).isEqualTo(2);
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

    assertThat(creation(request("again", 199, 300))).isEqualTo(new Creation.Overlaps(cancelled));
    Backfill rest = create(request("again", 200, 290));

    assertThat(creation(request("again", 100, 300))).isEqualTo(new Creation.Overlaps(rest));
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
}
