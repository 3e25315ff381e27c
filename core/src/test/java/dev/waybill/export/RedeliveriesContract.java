package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Redeliveries.Answer;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectKey;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Redeliveries} with its {@link RedeliveryLedger} must do; each test begins with
 * five delivered jobs, of which the third has no objects.
 */
public abstract class RedeliveriesContract {
  private static final Instant NOW = Samples.NOW;
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Failure REFUSED = Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED");

  private final StorageIntegration integration =
      Samples.integration(Samples.TENANT, Samples.location("first"));
  private final ExportConfiguration configuration = Samples.configuration(integration);

  protected abstract Redeliveries redeliveries();

  protected abstract RedeliveryLedger ledger();

  /** The ledger of the jobs that are delivered again. */
  protected abstract ExportLedger jobs();

  /** Stores an integration with its secret, and its tenant if there is none of that id. */
  protected abstract void add(StorageIntegration integration, Credentials credentials);

  /** Stores a configuration with its stream. */
  protected abstract void add(ExportConfiguration configuration, Stream stream, Instant nextDue);

  /** Changes an integration's location. */
  protected abstract void move(IntegrationId integration, Location location);

  /** Lets what is blocked on an integration try again. */
  protected abstract void wake(IntegrationId integration, Instant now);

  /** Deletes a configuration. */
  protected abstract void remove(ConfigurationId configuration);

  @BeforeEach
  void deliverFiveJobs() {
    add(integration, Samples.CREDENTIALS);
    add(configuration, Samples.stream(configuration), NOW);
    deliver(configuration, 2);
    deliver(configuration, 1);
    deliver(configuration, 0);
    deliver(configuration, 1);
    deliver(configuration, 1);
  }

  @Test
  void acceptsWhatWasDelivered() {
    Redelivery accepted = accepted(2, 4);

    assertThat(accepted.status()).isEqualTo(Redelivery.Status.RUNNING);
    assertThat(accepted.nextSequence()).isEqualTo(2);
    assertThat(accepted.jobs()).isEqualTo(3);
    assertThat(accepted.jobsDone()).isZero();
    assertThat(accepted.place()).isEqualTo(integration.location().toString());
    assertThat(redeliveries().find(Samples.TENANT, accepted.id())).contains(accepted);
  }

  @Test
  void refusesJobsThatDoNotExist() {
    assertThat(invalid(0, 2)).isEqualTo("fromSequence: Jobs are numbered from 1.");
    assertThat(invalid(-3, -1)).startsWith("fromSequence");
    assertThat(invalid(3, 2)).isEqualTo("toSequence: The last job, 2, is before the first, 3.");
    assertThat(invalid(5, 6)).startsWith("toSequence: Job 6 does not exist or has not succeeded");
    assertThat(invalid(1, Long.MAX_VALUE)).startsWith("toSequence");
    assertThat(invalid(Long.MIN_VALUE, Long.MAX_VALUE)).startsWith("fromSequence");
  }

  @Test
  void refusesAJobThatHasNotSucceeded() {
    ExportConfiguration fresh = another();
    assertThat(request(fresh, 1, 1, Position.ZERO))
        .isEqualTo(new Answer.Invalid("fromSequence", "No job of this export has succeeded yet."));

    plan(configuration);

    assertThat(invalid(5, 6)).contains("the last that has is 5");
  }

  @Test
  void refusesJobsThatWereDeliveredElsewhereAndNamesThem() {
    move(integration.id(), Samples.location("second"));
    deliver(configuration, 1);

    assertThat(invalid(4, 6)).contains("at another place than the present one: 4, 5.");
    assertThat(accepted(6, 6).place()).isEqualTo(Samples.location("second").toString());
  }

  @Test
  void namesTenOfManyJobsThatWereDeliveredElsewhere() {
    IntStream.rangeClosed(6, 12).forEach(_ -> deliver(configuration, 1));
    move(integration.id(), Samples.location("second"));

    assertThat(invalid(1, 12)).contains(": 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and more.");
  }

  @Test
  void refusesJobsOfWhichRetentionTookEventsAndNamesTheFirstThatCanBePutAgain() {
    assertThat(request(configuration, 1, 3, new Position(15)))
        .isEqualTo(
            new Answer.Invalid(
                "fromSequence",
                "Retention has taken events of earlier jobs: the first that can be put again is"
                    + " 3."));
    assertThat(request(configuration, 1, 5, new Position(41)))
        .isEqualTo(
            new Answer.Invalid(
                "fromSequence",
                "Retention has taken events of the last jobs, too: none can be put again."));
    assertThat(request(configuration, 3, 5, new Position(30))).isInstanceOf(Answer.Accepted.class);
  }

  @Test
  void aJobWithoutObjectsHasNothingThatRetentionCouldTake() {
    assertThat(request(configuration, 3, 5, new Position(25))).isInstanceOf(Answer.Accepted.class);
  }

  @Test
  void theSameJobsAskedForAgainAreTheSameRedelivery() {
    Redelivery first = accepted(2, 4);

    assertThat(accepted(2, 4)).isEqualTo(first);
    assertThat(list(10)).containsExactly(first);
  }

  @Test
  void refusesJobsThatAnotherOneIsPuttingAgain() {
    Redelivery first = accepted(2, 4);

    for (Answer overlapping : List.of(request(1, 2), request(4, 5), request(3, 3), request(1, 5))) {
      assertThat(overlapping)
          .isInstanceOfSatisfying(
              Answer.Conflict.class,
              conflict -> assertThat(conflict.message()).contains(first.id().toString()));
    }
    assertThat(accepted(5, 5).id()).isNotEqualTo(first.id());
    redeliveries().cancel(Samples.TENANT, first.id(), NOW);
    assertThat(accepted(1, 4).id()).isNotEqualTo(first.id());
  }

  @Test
  void soManyAtATimeAndNoMore() {
    IntStream.rangeClosed(6, Redeliveries.MOST_OPEN + 1).forEach(_ -> deliver(configuration, 1));
    Redelivery first = accepted(1, 1);
    for (int i = 2; i <= Redeliveries.MOST_OPEN; i++) {
      accepted(i, i);
    }
    long next = Redeliveries.MOST_OPEN + 1;

    assertThat(request(next, next))
        .isEqualTo(
            new Answer.Conflict(
                "The export has 20 redeliveries under way already: wait for the end of one, or"
                    + " cancel one."));
    assertThat(accepted(1, 1)).isEqualTo(first);
    ExportConfiguration other = another();
    deliver(other, 1);
    assertThat(request(other, 1, 1, Position.ZERO)).isInstanceOf(Answer.Accepted.class);
    assertThat(ledger().block(claim(first), REFUSED, NOW)).isTrue();
    assertThat(request(next, next)).isInstanceOf(Answer.Conflict.class);
    redeliveries().cancel(Samples.TENANT, first.id(), NOW);
    accepted(next, next);
  }

  @Test
  void anExportsJobsAreNothingToAnothers() {
    ExportConfiguration other = another();
    deliver(other, 1);
    accepted(1, 5);

    assertThat(request(other, 1, 1, Position.ZERO)).isInstanceOf(Answer.Accepted.class);
  }

  @Test
  void keepsToTheTenant() {
    TenantId other = new TenantId("other");
    Redelivery ours = accepted(1, 2);

    assertThat(
            redeliveries()
                .request(
                    new RedeliveryRequest(
                        id(), other, configuration.id(), 1, 1, Position.ZERO, NOW)))
        .isInstanceOf(Answer.NotFound.class);
    assertThat(redeliveries().find(other, ours.id())).isEmpty();
    assertThat(redeliveries().list(other, configuration.id(), 10, Optional.empty())).isEmpty();
    assertThat(redeliveries().cancel(other, ours.id(), NOW)).isEmpty();
    assertThat(found(ours).status()).isEqualTo(Redelivery.Status.RUNNING);
  }

  @Test
  void findsNothingOfADeletedConfiguration() {
    Redelivery before = accepted(1, 1);
    remove(configuration.id());

    assertThat(request(1, 1)).isInstanceOf(Answer.NotFound.class);
    assertThat(found(before).status()).isEqualTo(Redelivery.Status.CANCELLED);
    assertThat(found(before).finishedAt()).isPresent();
    assertThat(runnable(NOW.plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void listsTheNewestFirstPageByPage() {
    List<RedeliveryId> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Redelivery each = accepted(1, 1, NOW.plusSeconds(i / 2));
      redeliveries().cancel(Samples.TENANT, each.id(), NOW);
      ids.add(each.id());
    }
    List<Redelivery> all = list(10);

    assertThat(all).extracting(Redelivery::id).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(all.getFirst().id()).isEqualTo(ids.getLast());
    assertThat(list(2)).isEqualTo(all.subList(0, 2));
    assertThat(after(all.get(1), 2)).isEqualTo(all.subList(2, 4));
    assertThat(after(all.get(3), 2)).isEqualTo(all.subList(4, 5));
    assertThat(after(all.getLast(), 2)).isEmpty();
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

  private void assertFenced(RedeliveryAttempt attempt) {
    assertThat(ledger().renew(attempt, NOW.plus(LEASE))).isFalse();
    long next = attempt.redelivery().nextSequence();
    assertThat(ledger().advance(attempt, next, 1, 1, NOW)).isFalse();
    assertThat(ledger().block(attempt, REFUSED, NOW)).isFalse();
    assertThat(ledger().fail(attempt, REFUSED, NOW)).isFalse();
    assertThat(ledger().release(attempt, NOW)).isFalse();
  }

  private ExportConfiguration another() {
    ExportConfiguration added = Samples.configuration(integration);
    add(added, Samples.stream(added), NOW);
    return added;
  }

  private ExportJob plan(ExportConfiguration of) {
    Stream stream = jobs().plannable(of.id()).orElseThrow().stream();
    ExportJob job = Samples.job(of, stream);
    assertThat(jobs().plan(job, NOW, NOW.plusSeconds(3600))).isTrue();
    return job;
  }

  private void deliver(ExportConfiguration of, int objects) {
    ExportJob job = plan(of);
    Attempt attempt = jobs().claim(job.id(), NOW, NOW, NOW.plus(LEASE)).orElseThrow();
    assertThat(jobs().start(attempt, job.settings(), job.range().from())).isTrue();
    List<ObjectKey> keys =
        IntStream.rangeClosed(1, objects).mapToObj(part -> key(job.sequence(), part)).toList();
    assertThat(jobs().commit(attempt, new Delivery(objects, 10 - objects, 0, keys), NOW)).isTrue();
  }

  private static ObjectKey key(long sequence, int part) {
    return new ObjectKey("events/" + sequence + "-" + part);
  }

  private Answer request(long from, long to) {
    return request(configuration, from, to, Position.ZERO);
  }

  private Answer request(ExportConfiguration of, long from, long to, Position heldFrom) {
    return redeliveries()
        .request(new RedeliveryRequest(id(), Samples.TENANT, of.id(), from, to, heldFrom, NOW));
  }

  private Redelivery accepted(long from, long to) {
    return accepted(from, to, NOW);
  }

  private Redelivery accepted(long from, long to, Instant at) {
    Answer answer =
        redeliveries()
            .request(
                new RedeliveryRequest(
                    id(), Samples.TENANT, configuration.id(), from, to, Position.ZERO, at));
    assertThat(answer).isInstanceOf(Answer.Accepted.class);
    return ((Answer.Accepted) answer).redelivery();
  }

  private String invalid(long from, long to) {
    Answer answer = request(from, to);
    assertThat(answer).isInstanceOf(Answer.Invalid.class);
    Answer.Invalid invalid = (Answer.Invalid) answer;
    return invalid.field() + ": " + invalid.message();
  }

  private RedeliveryAttempt claim(Redelivery redelivery) {
    return ledger().claim(redelivery.id(), NOW, NOW, NOW.plus(LEASE)).orElseThrow();
  }

  private List<RedeliveryId> runnable(Instant now) {
    return ids(ledger().runnable(now, now, Set.of(), 10));
  }

  private static List<RedeliveryId> ids(List<WaitingWork> waiting) {
    return waiting.stream().map(each -> new RedeliveryId(each.id())).toList();
  }

  private Redelivery found(Redelivery redelivery) {
    return redeliveries().find(Samples.TENANT, redelivery.id()).orElseThrow();
  }

  private List<Redelivery> list(int limit) {
    return redeliveries().list(Samples.TENANT, configuration.id(), limit, Optional.empty());
  }

  private List<Redelivery> after(Redelivery last, int limit) {
    return redeliveries().list(Samples.TENANT, configuration.id(), limit, Optional.of(last.id()));
  }

  private static RedeliveryId id() {
    return new RedeliveryId(UUID.randomUUID());
  }
}
