package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a control plane does with exports whose storage integration is deleted. */
public abstract class DetachedExportsContract extends ExportLedgerContractFixture {
  private static final Instant LATER = NOW.plus(Duration.ofDays(1));

  private final StorageIntegration other =
      Samples.integration(Samples.TENANT, Samples.location("second"));

  @Test
  void nothingIsPlannedForADetachedExport() {
    detach(integration.id());

    assertThat(ledger().due(LATER, 10)).isEmpty();
    assertThat(ledger().plannable(configuration.id())).isEmpty();
    assertThat(ledger().plan(Samples.job(configuration, stream), NOW, NOW)).isFalse();
  }

  @Test
  void whatIsUnfinishedWaitsEvenIfItIsAskedFor() {
    ExportJob requested = plan();
    assertThat(ledger().request(requested.id(), NOW)).isTrue();

    detach(integration.id());

    assertThat(runnable(LATER)).isEmpty();
    assertThat(ledger().request(requested.id(), NOW)).isFalse();
    assertThat(runnable(LATER)).isEmpty();
    assertThat(ledger().claim(requested.id(), LATER, LATER, LATER.plus(LEASE))).isEmpty();
    assertThat(job(requested.id()).status()).isEqualTo(JobStatus.PLANNED);
    assertThat(job(requested.id()).requested()).isFalse();
  }

  @Test
  void aRunningAttemptLosesItsFenceAndGivesItsJobBack() {
    ExportJob planned = plan();
    Attempt attempt = start(claim(planned, NOW));
    Samples.seal(ledger(), attempt);

    detach(integration.id());

    assertThat(ledger().renew(attempt, NOW.plus(LEASE))).isFalse();
    assertThat(ledger().recordObject(attempt, Samples.object("events/a"))).isFalse();
    assertThat(ledger().commit(attempt, delivery(), NOW)).isFalse();
    assertThat(ledger().release(attempt, Leftovers.POSSIBLE, NOW)).isTrue();
    assertThat(job(planned.id()).status()).isEqualTo(JobStatus.PLANNED);
    assertThat(runnable(LATER)).isEmpty();
  }

  @Test
  void anAttemptThatIsLostIsNotFollowedByAnother() {
    ExportJob planned = plan();
    start(claim(planned, NOW));

    detach(integration.id());

    assertThat(WaitingJobs.of(ledger(), LATER, LATER, Set.of(), 10)).isEmpty();
    assertThat(ledger().claim(planned.id(), LATER, LATER, LATER.plus(LEASE))).isEmpty();
  }

  @Test
  void attachedElsewhereItsStartedJobIsDoneAgainWholeThere() {
    ExportJob planned = plan();
    Attempt first = start(claim(planned, NOW));
    assertThat(ledger().recordObject(first, Samples.object("events/a"))).isTrue();
    detach(integration.id());
    assertThat(ledger().release(first, Leftovers.POSSIBLE, NOW)).isTrue();

    attach(other);

    assertThat(runnable(NOW)).containsExactly(planned.id());
    Attempt second = claim(planned, NOW);
    assertThat(second.integration().id()).isEqualTo(other.id());
    assertThat(second.job().started()).isTrue();
    assertThat(second.job().range()).isEqualTo(planned.range());
    assertThat(second.finished()).isEmpty();
    assertThat(second.leftovers()).isEqualTo(Leftovers.NONE);
    start(second);
    Samples.seal(ledger(), second);
    assertThat(ledger().commit(second, delivery(), NOW)).isTrue();
    assertThat(plannable().stream().cursor()).isEqualTo(planned.range().to());
  }

  @Test
  void anAttemptOfBeforeHasNoSayOnceItIsAttachedElsewhere() {
    Attempt zombie = start(claim(plan(), NOW));
    detach(integration.id());

    attach(other);

    assertThat(ledger().renew(zombie, NOW.plus(LEASE))).isFalse();
    assertThat(ledger().commit(zombie, delivery(), NOW)).isFalse();
  }

  @Test
  void attachedElsewhereItIsPlannedFromWhereItStood() {
    detach(integration.id());

    attach(other);

    assertThat(ledger().due(LATER, 10)).containsExactly(configuration.id());
    assertThat(plannable().stream()).isEqualTo(stream);
  }

  @Test
  void otherExportsAreNotConcerned() {
    add(other, Samples.CREDENTIALS);
    ExportConfiguration elsewhere = Samples.configuration(other);
    add(elsewhere, Samples.stream(elsewhere), NOW);

    detach(integration.id());

    assertThat(ledger().due(NOW, 10)).containsExactly(elsewhere.id());
    assertThat(ledger().plannable(elsewhere.id())).isPresent();
  }

  @Test
  void theStreamOfOneThatWasDeletedBeforeEndsAtThePlaceThatItHad() {
    ExportJob planned = plan();
    remove(configuration.id());

    detach(integration.id());

    assertThat(runnable(NOW)).containsExactly(planned.id());
    Attempt attempt = claim(planned, NOW);
    assertThat(attempt.credentials()).isEqualTo(Samples.CREDENTIALS);
    start(attempt);
    Samples.seal(ledger(), attempt);
    assertThat(ledger().commit(attempt, delivery(), NOW)).isTrue();
    assertThat(ledger().due(LATER, 10)).containsExactly(configuration.id());
  }

  @Test
  void theStreamOfOneThatIsDeletedWhileItIsDetachedHasEnded() {
    ExportJob planned = plan();
    detach(integration.id());

    remove(configuration.id());

    assertThat(job(planned.id()).status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(ledger().due(LATER, 10)).isEmpty();
    assertThat(ledger().plannable(configuration.id())).isEmpty();
    assertThat(runnable(LATER)).isEmpty();
    assertThat(ledger().planEnding(Samples.job(configuration, stream), new Position(9))).isFalse();
  }

  private void attach(StorageIntegration to) {
    add(to, Samples.CREDENTIALS);
    change(Samples.withEnabled(Samples.attached(configuration, to.id()), true));
  }
}
