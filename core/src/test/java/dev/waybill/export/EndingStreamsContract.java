package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.log.Position;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * What a control plane does with the streams of deleted configurations. The deletion is at {@link
 * Samples#NOW}.
 */
public abstract class EndingStreamsContract extends ExportLedgerContractFixture {
  private static final Instant EARLIER = NOW.minusSeconds(60);

  @Test
  void aDeletedConfigurationIsDueAtOnceEvenIfItIsPaused() {
    ExportConfiguration paused = another(NOW.plusSeconds(3600));
    change(Samples.withEnabled(paused, false));
    assertThat(ledger().due(NOW, 10)).containsExactly(configuration.id());

    remove(paused.id());

    assertThat(ledger().due(NOW, 10)).containsExactlyInAnyOrder(configuration.id(), paused.id());
    assertThat(ledger().due(EARLIER, 10)).as("the clock went back").contains(paused.id());
    assertThat(ledger().plannable(paused.id()).orElseThrow().deletedAt()).contains(NOW);
    assertThat(plannable().deletedAt()).isEmpty();
  }

  @Test
  void whatWasToBePlannedBeforeTheDeletionIsNot() {
    remove(configuration.id());

    assertThat(ledger().plan(Samples.job(configuration, stream), NOW, NOW)).isFalse();
  }

  @Test
  void onlyWhatEndsIsPlannedToEnd() {
    ExportJob job = Samples.job(configuration, stream);
    assertThat(ledger().planEnding(job, job.range().to())).as("it exists").isFalse();

    remove(configuration.id());
    ExportJob elsewhere = Samples.job(configuration, Samples.at(stream, 2, 1));
    assertThat(ledger().planEnding(elsewhere, job.range().to())).as("a gap").isFalse();
    assertThat(ledger().planEnding(job, job.range().to())).isTrue();

    assertThat(ledger().planEnding(Samples.job(configuration, stream), job.range().to()))
        .as("one is unfinished")
        .isFalse();
    assertThat(ledger().due(NOW, 10)).isEmpty();
    assertThat(plannable().unfinished()).contains(job(job.id()));
  }

  @Test
  void anUnfinishedJobIsAttemptedAtOnceEvenIfItsConfigurationIsPaused() {
    ExportJob blocked = plan();
    fail(start(claim(blocked, NOW)), NOW.plusSeconds(600));
    change(Samples.withEnabled(configuration, false));
    assertThat(runnable(NOW.plusSeconds(600))).isEmpty();

    remove(configuration.id());

    assertThat(runnable(NOW)).containsExactly(blocked.id());
    assertThat(ledger().due(NOW, 10)).as("while it is unfinished").isEmpty();
    commit(claim(blocked, NOW));
    assertThat(ledger().due(NOW, 10)).as("the last one follows").contains(configuration.id());
  }

  @Test
  void aRunningAttemptGoesOn() {
    ExportJob planned = plan();
    Attempt attempt = claim(planned, NOW);

    remove(configuration.id());

    assertThat(ledger().renew(attempt, NOW.plus(LEASE))).isTrue();
    start(attempt);
    assertThat(ledger().recordObject(attempt, Samples.object("events/a"))).isTrue();
    commit(attempt);
    assertThat(plannable().stream().cursor()).isEqualTo(planned.range().to());
    assertThat(ledger().due(NOW, 10)).containsExactly(configuration.id());
  }

  @Test
  void theStreamEndsWithTheJobThatComesToItsEnd() {
    remove(configuration.id());

    commit(claim(planEnding(Samples.job(configuration, stream).range().to()), NOW));

    assertEnded();
  }

  @Test
  void theStreamEndsWhereTheLogStoodFirstThoughItGoesOn() {
    remove(configuration.id());
    Position end = stream.cursor().plus(20);

    commit(claim(planEnding(end), NOW));
    assertThat(ledger().due(NOW, 10)).containsExactly(configuration.id());
    commit(claim(planEnding(stream.cursor().plus(1000)), NOW));

    assertEnded();
  }

  @Test
  void theFirstAttemptThatFailsEndsTheStreamWhereItStands() {
    remove(configuration.id());
    ExportJob last = planEnding(stream.cursor().plus(10));
    Attempt attempt = start(claim(last, NOW));

    fail(attempt, NOW.plusSeconds(60));

    assertThat(job(last.id()).status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(job(last.id()).failure()).contains(REFUSED);
    assertThat(ledger().commit(attempt, delivery(), NOW)).isFalse();
    assertThat(ledger().request(last.id(), NOW)).isFalse();
    assertEnded();
  }

  @Test
  void anAttemptThatWasUnderWayMayEndItToo() {
    ExportJob planned = plan();
    Attempt attempt = start(claim(planned, NOW));
    remove(configuration.id());

    fail(attempt, NOW.plusSeconds(60));

    assertThat(job(planned.id()).status()).isEqualTo(JobStatus.CANCELLED);
    assertEnded();
  }

  @Test
  void anAttemptThatWasLostOrGivenBackIsMadeAgain() {
    remove(configuration.id());
    ExportJob last = planEnding(stream.cursor().plus(10));
    Attempt lost = start(claim(last, NOW));
    ledger().endLeases(NOW);
    assertThat(ledger().fail(lost, REFUSED, Leftovers.NONE, NOW, NOW)).as("fenced").isFalse();

    Attempt givenBack = claim(last, NOW);
    assertThat(ledger().release(givenBack, Leftovers.NONE, NOW)).isTrue();
    Attempt late = claim(last, NOW);
    Instant after = NOW.plus(LEASE).plusSeconds(1);
    Attempt fourth = claim(last, after);

    assertThat(ledger().renew(late, after.plus(LEASE))).isFalse();
    assertThat(fourth.job().attempt()).isEqualTo(4);
    commit(fourth);
    assertEnded();
  }

  @Test
  void anotherLocationFencesTheAttempt() {
    another(NOW.plusSeconds(3600)); // so that the integration stays
    remove(configuration.id());
    ExportJob last = planEnding(stream.cursor().plus(10));
    Attempt attempt = start(claim(last, NOW));

    move(integration.id(), Samples.location("second"));

    assertThat(ledger().recordObject(attempt, Samples.object("events/a"))).isFalse();
    assertThat(ledger().release(attempt, Leftovers.POSSIBLE, NOW)).isTrue();
    commit(claim(last, NOW));
    assertEnded();
  }

  @Test
  void theOthersAreNotTouched() {
    ExportConfiguration other = another(NOW);
    ExportJob theirs = plan(other);
    remove(configuration.id());
    Attempt attempt = claim(theirs, NOW);
    commit(claim(planEnding(stream.cursor().plus(10)), NOW));

    fail(attempt, NOW.plusSeconds(60));

    assertThat(job(theirs.id()).status()).isEqualTo(JobStatus.BLOCKED);
    assertThat(runnable(NOW.plusSeconds(60))).containsExactly(theirs.id());
  }

  private ExportJob planEnding(Position end) {
    ExportJob next = Samples.job(configuration, plannable().stream());
    assertThat(ledger().planEnding(next, end)).isTrue();
    return next;
  }

  private void commit(Attempt attempt) {
    start(attempt);
    Samples.seal(ledger(), attempt);
    assertThat(ledger().commit(attempt, delivery(), NOW)).isTrue();
  }

  private void assertEnded() {
    assertThat(ledger().plannable(configuration.id())).isEmpty();
    assertThat(ledger().due(NOW.plus(Duration.ofDays(1)), 10)).doesNotContain(configuration.id());
    assertThat(runnable(NOW.plus(Duration.ofDays(1)))).isEmpty();
    ExportJob next = Samples.job(configuration, Samples.at(stream, 2, 1));
    assertThat(ledger().planEnding(next, next.range().to())).isFalse();
  }
}
