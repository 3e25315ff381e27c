package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How an {@link ExportLedger} takes jobs, and which of them it lets run. */
public abstract class ExportPlanningContract extends ExportLedgerContractFixture {
  @Test
  void findsWhatIsDueLongestOverdueFirst() {
    ExportConfiguration overdue = another(NOW.minusSeconds(60));
    another(NOW.plusMillis(1));

    assertThat(ledger().due(NOW, 10)).containsExactly(overdue.id(), configuration.id());
    assertThat(ledger().due(NOW, 1)).containsExactly(overdue.id());
  }

  @Test
  void findsAConfigurationWhoseLastTickLiesInTheFuture() {
    ExportConfiguration ahead = Samples.configuration(integration);
    Instant nextYear = NOW.plus(Duration.ofDays(365));
    add(ahead, Samples.withLastTick(Samples.stream(ahead), nextYear), nextYear.plusSeconds(3600));

    assertThat(ledger().due(NOW, 10)).contains(ahead.id());
  }

  @Test
  void doesNotFindDisabledOnesNorThoseWithAnUnfinishedJob() {
    ExportConfiguration disabled = another(NOW.minusSeconds(60));
    change(Samples.withEnabled(disabled, false));
    plan();

    assertThat(ledger().due(NOW.plus(Duration.ofDays(1)), 10)).isEmpty();
  }

  @Test
  void showsWhatPlanningStartsFrom() {
    assertThat(ledger().plannable(configuration.id()))
        .hasValueSatisfying(
            plannable -> {
              assertThat(plannable.configuration()).isEqualTo(configuration);
              assertThat(plannable.stream()).isEqualTo(stream);
              assertThat(plannable.unfinished()).isEmpty();
              assertThat(plannable.nextDue()).isEqualTo(NOW);
            });
    assertThat(ledger().plannable(Samples.configuration(integration).id())).isEmpty();
  }

  @Test
  void storesAPlannedJobWithTheTickAndTheNextDueTime() {
    ExportJob planned = plan();

    assertThat(job(planned.id())).isEqualTo(planned);
    Plannable after = plannable();
    assertThat(after.unfinished()).contains(planned);
    assertThat(after.nextDue()).isEqualTo(NOW.plusSeconds(3600));
    assertThat(after.stream()).isEqualTo(Samples.withLastTick(stream, NOW));
  }

  @Test
  void refusesASecondUnfinishedJob() {
    plan();

    assertThat(ledger().plan(Samples.job(configuration, stream), NOW, NOW)).isFalse();
  }

  @Test
  void refusesAPlanFromAnotherRevision() {
    change(Samples.withEnabled(configuration, true));

    assertThat(ledger().plan(Samples.job(configuration, stream), NOW, NOW)).isFalse();
    assertThat(plannable().stream()).isEqualTo(stream);
  }

  @Test
  void refusesAPlanThatDoesNotFollowTheStream() {
    Stream later = Samples.withCursor(stream, new Position(10));

    assertThat(ledger().plan(Samples.job(configuration, later), NOW, NOW)).isFalse();
    assertThat(
            ledger()
                .plan(
                    Samples.job(configuration, Samples.at(stream, 2, stream.nextOrdinal())),
                    NOW,
                    NOW))
        .isFalse();
    assertThat(ledger().plan(Samples.job(configuration, Samples.at(stream, 1, 5)), NOW, NOW))
        .isFalse();
  }

  @Test
  void showsJobsThatMayRunLongestWaitingFirst() {
    ExportJob first = plan();
    ExportConfiguration other = another(NOW);
    ExportJob second = plan(other);
    fail(claim(second, NOW), NOW.minusSeconds(5));

    assertThat(runnable(NOW)).containsExactly(second.id(), first.id());
    assertThat(WaitingJobs.of(ledger(), NOW, NOW, Set.of(), 1)).containsExactly(second.id());
    assertThat(WaitingJobs.of(ledger(), NOW, NOW, Set.of(Samples.TENANT), 10)).isEmpty();
    assertThat(WaitingJobs.of(ledger(), NOW, NOW, Set.of(new TenantId("other")), 10)).hasSize(2);
  }

  @Test
  void findsAJobThatWasPutOffWhileTheClockWasAhead() {
    ExportJob planned = plan();
    Instant nextYear = NOW.plus(Duration.ofDays(365));
    fail(claim(planned, NOW), nextYear);

    assertThat(runnable(NOW)).containsExactly(planned.id());
    assertThat(claim(planned, NOW).job().attempt()).isEqualTo(2);
  }

  @Test
  void findsAJobThatWasClaimedWhileTheClockWasAhead() {
    ExportJob planned = plan();
    Instant nextYear = NOW.plus(Duration.ofDays(365));
    claim(planned, nextYear);

    assertThat(runnable(NOW)).containsExactly(planned.id());
    assertThat(claim(planned, NOW).job().attempt()).isEqualTo(2);
    assertThat(runnable(NOW)).isEmpty();
  }

  @Test
  void tellsFreshJobsFromThoseThatFailedOrWereLost() {
    ExportJob first = plan();
    ExportJob blocked = plan(another(NOW));
    fail(claim(blocked, NOW), NOW);
    ExportJob lost = plan(another(NOW));
    claim(lost, NOW);
    ExportJob releasedAfterAFailure = plan(another(NOW));
    fail(claim(releasedAfterAFailure, NOW), NOW);
    ledger().release(claim(releasedAfterAFailure, NOW), Leftovers.NONE, NOW);
    Instant later = NOW.plus(LEASE).plusMillis(1);

    assertThat(WaitingJobs.of(ledger(), WorkKind.FRESH, later)).containsExactly(first.id());
    assertThat(WaitingJobs.of(ledger(), WorkKind.RETRY, later))
        .containsExactlyInAnyOrder(blocked.id(), lost.id(), releasedAfterAFailure.id());
    assertThat(WaitingJobs.of(ledger(), WorkKind.EXTRA, later)).isEmpty();
  }

  @Test
  void waitingWorkNamesItsTenantAndItsConfiguration() {
    ExportJob planned = plan();

    assertThat(ledger().runnable(WorkKind.FRESH, NOW, NOW, Set.of(), 10))
        .containsExactly(
            new WaitingWork(
                planned.id().value(), Samples.TENANT, configuration.id(), planned.nextAttemptAt()));
  }

  @Test
  void aRequestLetsABlockedJobRunNow() {
    ExportJob planned = plan();
    fail(claim(planned, NOW), NOW.plusSeconds(300));

    assertThat(ledger().request(planned.id(), NOW)).isTrue();

    assertThat(runnable(NOW)).containsExactly(planned.id());
    assertThat(job(planned.id()).requested()).isTrue();
  }

  @Test
  void aDisabledConfigurationsJobRunsOnRequestOnly() {
    ExportJob planned = plan();
    change(Samples.withEnabled(configuration, false));
    assertThat(runnable(NOW)).isEmpty();
    assertThat(ledger().claim(planned.id(), NOW, NOW, NOW.plus(LEASE))).isEmpty();

    assertThat(ledger().request(planned.id(), NOW)).isTrue();

    assertThat(runnable(NOW)).containsExactly(planned.id());
    assertThat(claim(planned, NOW).configuration().enabled()).isFalse();
  }

  @Test
  void disablingTakesBackARequest() {
    ExportJob planned = plan();
    ledger().request(planned.id(), NOW);

    change(Samples.withEnabled(configuration, false));

    assertThat(runnable(NOW)).isEmpty();
    assertThat(job(planned.id()).requested()).isFalse();
  }
}
