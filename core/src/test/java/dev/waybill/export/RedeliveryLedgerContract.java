package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link RedeliveryLedger} must do for attempts at redeliveries. */
public abstract class RedeliveryLedgerContract extends RedeliveriesContractFixture {
  @Test
  void theOneOfADetachedExportWaits() {
    Redelivery running = accepted(1, 2);
    RedeliveryAttempt attempt = claim(running);
    Redelivery waiting = accepted(4, 5);

    detach(integration.id());

    assertThat(ledger().renew(attempt, NOW.plus(LEASE))).isFalse();
    assertThat(ledger().advance(attempt, 1, 1, 1, NOW)).isFalse();
    assertThat(ledger().release(attempt, NOW)).isTrue();
    assertThat(runnable(NOW.plus(Duration.ofDays(1)))).isEmpty();
    assertThat(ledger().claim(waiting.id(), NOW, NOW, NOW.plus(LEASE))).isEmpty();
    assertThat(found(waiting).status()).isEqualTo(Redelivery.Status.RUNNING);
  }

  @Test
  void oneAttemptAtATime() {
    Redelivery accepted = accepted(1, 2);
    RedeliveryAttempt attempt = claim(accepted);

    assertThat(attempt.redelivery().attempt()).isEqualTo(1);
    assertThat(attempt.credentials()).isEqualTo(Samples.CREDENTIALS);
    assertThat(attempt.integration().location()).isEqualTo(integration.location());
    assertThat(runnable(NOW)).isEmpty();
    assertThat(ledger().claim(accepted.id(), NOW, NOW, NOW.plus(LEASE))).isEmpty();
  }

  @Test
  void aSuccessorStartsOnceTheLeaseIsLongOver() {
    Redelivery accepted = accepted(1, 2);
    RedeliveryAttempt zombie = claim(accepted);
    Instant ended = NOW.plus(LEASE);

    assertThat(ledger().runnable(ended, ended, Set.of(), 10)).isEmpty();
    Instant later = ended.plusMillis(1);
    RedeliveryAttempt successor =
        ledger().claim(accepted.id(), later, later, later.plus(LEASE)).orElseThrow();

    assertThat(successor.redelivery().attempt()).isEqualTo(2);
    assertFenced(zombie);
    assertThat(ledger().renew(successor, later.plus(LEASE))).isTrue();
    assertThat(ledger().advance(successor, 1, 1, 1, later)).isTrue();
  }

  @Test
  void aSuccessorStartsThoughTheLeaseWasTakenWhileTheClockWasAhead() {
    Redelivery accepted = accepted(1, 2);
    Instant ahead = NOW.plus(Duration.ofDays(365));
    assertThat(ledger().claim(accepted.id(), ahead, ahead, ahead.plus(LEASE))).isPresent();

    assertThat(runnable(NOW)).containsExactly(accepted.id());
    assertThat(claim(accepted).redelivery().attempt()).isEqualTo(2);
    assertThat(runnable(NOW)).isEmpty();
  }

  @Test
  void renewingKeepsASuccessorAway() {
    Redelivery accepted = accepted(1, 2);
    RedeliveryAttempt attempt = claim(accepted);
    Instant later = NOW.plus(LEASE).plusSeconds(1);

    assertThat(ledger().renew(attempt, later.plus(LEASE))).isTrue();
    assertThat(ledger().runnable(later, later, Set.of(), 10)).isEmpty();
  }

  @Test
  void knowsWhatAJobDelivered() {
    RedeliveryAttempt attempt = claim(accepted(1, 5));

    DeliveredJob first = ledger().job(attempt, 1).orElseThrow();
    assertThat(first.job().sequence()).isEqualTo(1);
    assertThat(first.job().heldFrom()).contains(Position.ZERO);
    assertThat(first.objects()).containsExactly(key(1, 1), key(1, 2));
    assertThat(ledger().job(attempt, 3).orElseThrow().objects()).isEmpty();
    assertThat(ledger().job(attempt, 6)).isEmpty();
    DeliveredJob third = ledger().job(attempt, 3).orElseThrow();
    ExportJob firstJob = first.job();
    assertThat(third.documents())
        .contains(
            new DeliveredJob.Documents(
                Samples.manifest(third.job()),
                new DeliveredJob.Origin(1, Samples.origin(firstJob))));
  }

  @Test
  void advancesJobByJobAndSucceedsWithTheLast() {
    Redelivery accepted = accepted(1, 2);
    RedeliveryAttempt attempt = claim(accepted);

    assertThat(ledger().advance(attempt, 2, 9, 9, NOW)).isFalse();
    assertThat(ledger().advance(attempt, 1, 2, 0, NOW)).isTrue();
    assertThat(found(accepted).nextSequence()).isEqualTo(2);
    assertThat(found(accepted).status()).isEqualTo(Redelivery.Status.RUNNING);
    assertThat(ledger().advance(attempt, 1, 9, 9, NOW)).isFalse();
    assertThat(ledger().advance(attempt, 2, 1, 3, NOW.plusSeconds(1))).isTrue();

    Redelivery done = found(accepted);
    assertThat(done.status()).isEqualTo(Redelivery.Status.SUCCEEDED);
    assertThat(done.jobsDone()).isEqualTo(2);
    assertThat(done.objectsPut()).isEqualTo(3);
    assertThat(done.objectsPresent()).isEqualTo(3);
    assertThat(done.finishedAt()).contains(NOW.plusSeconds(1));
    assertFenced(attempt);
    assertThat(runnable(NOW.plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void aBlockedOneWaitsAndGoesOnWhereItStood() {
    Redelivery accepted = accepted(1, 2);
    RedeliveryAttempt first = claim(accepted);
    assertThat(ledger().advance(first, 1, 1, 1, NOW)).isTrue();
    Instant next = NOW.plusSeconds(60);

    assertThat(ledger().block(first, REFUSED, next)).isTrue();

    assertThat(found(accepted).status()).isEqualTo(Redelivery.Status.BLOCKED);
    assertThat(found(accepted).failure()).contains(REFUSED);
    assertThat(found(accepted).nextAttemptAt()).isEqualTo(next);
    assertFenced(first);
    assertThat(runnable(next.minusMillis(1))).isEmpty();
    assertThat(runnable(next)).containsExactly(accepted.id());
    RedeliveryAttempt second =
        ledger().claim(accepted.id(), next, next, next.plus(LEASE)).orElseThrow();
    assertThat(second.redelivery().nextSequence()).isEqualTo(2);
    assertThat(ledger().advance(second, 2, 1, 0, next)).isTrue();
    assertThat(found(accepted).failure()).isEmpty();
  }

  @Test
  void aTimeThatLiesTooFarAheadIsNoReasonToWait() {
    Redelivery accepted = accepted(1, 2);
    assertThat(ledger().block(claim(accepted), REFUSED, NOW.plus(Duration.ofDays(300)))).isTrue();

    assertThat(runnable(NOW)).containsExactly(accepted.id());
    assertThat(ledger().claim(accepted.id(), NOW, NOW, NOW.plus(LEASE))).isPresent();
  }

  @Test
  void aRepairedDestinationWakesIt() {
    Redelivery accepted = accepted(1, 2);
    assertThat(ledger().block(claim(accepted), REFUSED, NOW.plusSeconds(240))).isTrue();

    wake(integration.id(), NOW.plusSeconds(1));

    assertThat(runnable(NOW.plusSeconds(1))).containsExactly(accepted.id());
  }

  @Test
  void aReleasedOneMayBeClaimedAtOnce() {
    Redelivery accepted = accepted(1, 2);
    RedeliveryAttempt first = claim(accepted);

    assertThat(ledger().release(first, NOW)).isTrue();

    assertFenced(first);
    assertThat(claim(accepted).redelivery().attempt()).isEqualTo(2);
    assertFenced(first);
  }

  @Test
  void aFailedOneStaysSo() {
    Redelivery accepted = accepted(1, 2);
    RedeliveryAttempt attempt = claim(accepted);

    assertThat(ledger().fail(attempt, REFUSED, NOW)).isTrue();

    assertThat(found(accepted).status()).isEqualTo(Redelivery.Status.FAILED);
    assertThat(found(accepted).failure()).contains(REFUSED);
    assertThat(found(accepted).finishedAt()).contains(NOW);
    assertFenced(attempt);
    assertThat(runnable(NOW.plus(Duration.ofDays(1)))).isEmpty();
    assertThat(redeliveries().cancel(Samples.TENANT, accepted.id(), NOW)).contains(found(accepted));
    assertThat(found(accepted).status()).isEqualTo(Redelivery.Status.FAILED);
  }

  @Test
  void cancellingFencesTheAttempt() {
    Redelivery accepted = accepted(1, 2);
    RedeliveryAttempt attempt = claim(accepted);

    assertThat(redeliveries().cancel(Samples.TENANT, accepted.id(), NOW))
        .hasValueSatisfying(
            cancelled -> {
              assertThat(cancelled.status()).isEqualTo(Redelivery.Status.CANCELLED);
              assertThat(cancelled.finishedAt()).contains(NOW);
            });
    assertFenced(attempt);
    assertThat(redeliveries().cancel(Samples.TENANT, id(), NOW)).isEmpty();
  }

  @Test
  void aChangeOfTheLocationFencesTheAttempt() {
    Redelivery accepted = accepted(1, 2);
    RedeliveryAttempt attempt = claim(accepted);
    move(integration.id(), Samples.location("second"));

    assertThat(ledger().renew(attempt, NOW.plus(LEASE))).isFalse();
    assertThat(ledger().advance(attempt, 1, 1, 1, NOW)).isFalse();
    assertThat(ledger().release(attempt, NOW)).isTrue();
    RedeliveryAttempt next = claim(accepted);
    assertThat(next.integration().location()).isEqualTo(Samples.location("second"));
    assertThat(next.redelivery().place()).isEqualTo(integration.location().toString());
  }

  @Test
  void leavesOutTenants() {
    Redelivery accepted = accepted(1, 2);

    assertThat(ledger().runnable(NOW, NOW, Set.of(Samples.TENANT), 10)).isEmpty();
    assertThat(ids(ledger().runnable(NOW, NOW, Set.of(new TenantId("a"), new TenantId("b")), 10)))
        .containsExactly(accepted.id());
  }

  @Test
  void theLongestWaitingComesFirst() {
    Redelivery second = accepted(1, 1, NOW.minusSeconds(1));
    Redelivery first = accepted(2, 2, NOW.minusSeconds(2));
    accepted(4, 4, NOW.plusSeconds(1));

    assertThat(runnable(NOW)).containsExactly(first.id(), second.id());
    assertThat(ids(ledger().runnable(NOW, NOW, Set.of(), 1))).containsExactly(first.id());
  }

  @Test
  void endsAllLeasesAtTheStart() {
    Redelivery accepted = accepted(1, 2);
    RedeliveryAttempt lost = claim(accepted);

    ledger().endLeases(NOW);

    assertFenced(lost);
    assertThat(runnable(NOW)).containsExactly(accepted.id());
    assertThat(claim(accepted).redelivery().attempt()).isEqualTo(2);
  }
}
