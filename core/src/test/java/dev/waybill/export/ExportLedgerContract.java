package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ExportLedger} must do; each test begins with an empty one. */
public abstract class ExportLedgerContract {
  private static final Instant NOW = Samples.NOW;
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Position HELD = new Position(4);
  private static final Failure REFUSED = Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED");

  private final StorageIntegration integration =
      Samples.integration(Samples.TENANT, Samples.location("first"));
  private final ExportConfiguration configuration = Samples.configuration(integration);
  private final Stream stream = Samples.stream(configuration);

  protected abstract ExportLedger ledger();

  /** Stores an integration with its secret, and its tenant if there is none of that id. */
  protected abstract void add(StorageIntegration integration, Credentials credentials);

  /** Stores a configuration with its stream. */
  protected abstract void add(ExportConfiguration configuration, Stream stream, Instant nextDue);

  /** Replaces a stored configuration by a later revision of itself. */
  protected abstract void change(ExportConfiguration changed);

  /** Changes an integration's location. */
  protected abstract void move(IntegrationId integration, Location location);

  /** Deletes a configuration. */
  protected abstract void remove(ConfigurationId configuration);

  /** A job as it is stored; also of deleted configurations, if those are kept. */
  protected abstract ExportJob job(JobId id);

  @BeforeEach
  void addOneConfiguration() {
    add(integration, Samples.CREDENTIALS);
    add(configuration, stream, NOW);
  }

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
  void refusesAPlanForADeletedConfiguration() {
    remove(configuration.id());

    assertThat(ledger().plan(Samples.job(configuration, stream), NOW, NOW)).isFalse();
    assertThat(ledger().plannable(configuration.id())).isEmpty();
    assertThat(ledger().due(NOW, 10)).isEmpty();
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
  void aSuccessorFencesAnAttemptWhoseLeaseHasEnded() {
    ExportJob planned = plan();
    Attempt zombie = claim(planned, NOW);
    Instant end = NOW.plus(LEASE);
    assertThat(WaitingJobs.of(ledger(), end, end, Set.of(), 10)).isEmpty();

    Instant later = end.plusMillis(1);
    Attempt successor = ledger().claim(planned.id(), later, later, later.plus(LEASE)).orElseThrow();

    assertThat(successor.job().attempt()).isEqualTo(2);
    assertThat(ledger().renew(zombie, later.plus(LEASE))).isFalse();
    assertThat(ledger().start(zombie, Samples.settings(configuration), HELD)).isFalse();
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
    assertThat(ledger().start(first, pinned, HELD)).isTrue();
    fail(first, NOW);
    change(Samples.withSelection(configuration, new Selection(Set.of(), Set.of("login"))));

    Attempt second = claim(planned, NOW);

    assertThat(second.job().started()).isTrue();
    assertThat(second.job().settings()).isEqualTo(pinned);
    assertThat(ledger().start(second, Samples.settings(configuration, "jdk-6"), HELD)).isTrue();
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
    assertThat(ledger().start(second, Samples.settings(configuration), HELD.plus(3))).isTrue();
    assertThat(job(planned.id()).heldFrom()).contains(HELD);
  }

  @Test
  void expiredEventsTakeNoOrdinal() {
    Attempt attempt = start(claim(plan(), NOW));

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

    assertThat(ledger().start(attempt, Samples.settings(configuration), HELD)).isFalse();
    assertThat(job(planned.id()).started()).isFalse();
    assertThat(ledger().start(attempt, Samples.settings(changed), HELD)).isTrue();
    assertThat(job(planned.id()).settings()).isEqualTo(Samples.settings(changed));
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
  void aChangeOfLocationFencesAllButTheEndOfTheAttempt() {
    ExportJob planned = plan();
    Attempt attempt = start(claim(planned, NOW));
    ledger().recordObject(attempt, Samples.object("events/a"));
    move(integration.id(), Samples.location("second"));

    assertThat(ledger().renew(attempt, NOW.plus(LEASE))).isFalse();
    assertThat(ledger().start(attempt, Samples.settings(configuration), HELD)).isFalse();
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
    ledger().commit(start(claim(plan(), NOW)), delivery(), NOW);
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

  @Test
  void deletingAConfigurationFencesItsAttempt() {
    ExportJob planned = plan();
    Attempt attempt = start(claim(planned, NOW));

    remove(configuration.id());

    assertThat(ledger().renew(attempt, NOW.plus(LEASE))).isFalse();
    assertThat(ledger().recordObject(attempt, Samples.object("events/a"))).isFalse();
    assertThat(ledger().commit(attempt, delivery(), NOW)).isFalse();
    assertThat(ledger().release(attempt, Leftovers.NONE, NOW)).isFalse();
    assertThat(ledger().request(planned.id(), NOW)).isFalse();
    assertThat(runnable(NOW.plus(Duration.ofDays(1)))).isEmpty();
  }

  private ExportConfiguration another(Instant nextDue) {
    ExportConfiguration other = Samples.configuration(integration);
    add(other, Samples.stream(other), nextDue);
    return other;
  }

  private ExportJob plan() {
    return plan(configuration);
  }

  private ExportJob plan(ExportConfiguration of) {
    ExportJob planned = Samples.job(of, ledger().plannable(of.id()).orElseThrow().stream());
    assertThat(ledger().plan(planned, NOW, NOW.plusSeconds(3600))).isTrue();
    return planned;
  }

  private Attempt claim(ExportJob job, Instant now) {
    return ledger().claim(job.id(), now, now, now.plus(LEASE)).orElseThrow();
  }

  private Attempt start(Attempt attempt) {
    assertThat(ledger().start(attempt, Samples.settings(configuration), HELD)).isTrue();
    return attempt;
  }

  private void fail(Attempt attempt, Instant next) {
    assertThat(ledger().fail(attempt, REFUSED, Leftovers.NONE, NOW, next)).isTrue();
  }

  private List<JobId> runnable(Instant now) {
    return WaitingJobs.of(ledger(), now, NOW, Set.of(), 10);
  }

  private Plannable plannable() {
    return ledger().plannable(configuration.id()).orElseThrow();
  }

  private static Delivery delivery() {
    return new Delivery(7, 3, 0, List.of(Samples.object("events/a").key()));
  }
}
