package dev.waybill.log;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.event.SampleEvent;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link EventLog} must count, and how it goes on in a new incarnation. Each test starts
 * with an empty log.
 */
public abstract class IncarnationContract {
  protected static final TenantId ACME = new TenantId("acme");
  protected static final TenantId OTHER = new TenantId("other");

  /** The clock of the log under test. */
  protected final SettableTime time = new SettableTime();

  /** The log under test, the same during one test until {@link #reopened}. */
  protected abstract EventLog log();

  /** The log closed and opened again. */
  protected abstract EventLog reopened();

  /** The log closed, moved to a new incarnation as by a restore, and opened again. */
  protected abstract EventLog reopenedIn(int incarnation);

  /**
   * From now on a commit runs this when positions are assigned and before anything is durable or
   * readable.
   */
  protected abstract void beforeCommit(Runnable action);

  @Test
  void countsThePositionsOfARangeThatWereGivenTheTrimmedOnesIncluded() {
    log().append(EventBatches.of(ACME, "a", "b", "c"), REJECT_EVENT);
    log().append(EventBatches.of(ACME, "d", "a"), REJECT_EVENT);
    log().trim(ACME, new Position(2));

    assertThat(given(ACME, 0, 4)).isEqualTo(4);
    assertThat(given(ACME, 0, Long.MAX_VALUE)).isEqualTo(4);
    assertThat(given(ACME, 1, 3)).isEqualTo(2);
    assertThat(given(ACME, 3, 3)).isZero();
    assertThat(given(ACME, 4, 99)).isZero();
    assertThat(given(OTHER, 0, 99)).isZero();

    log().trim(ACME, new Position(4));
    assertThat(given(ACME, 0, 99)).isEqualTo(4);

    log().delete(ACME);
    assertThat(given(ACME, 0, 99)).isZero();
  }

  @Test
  void countsTheBytesOfTheLinesHeld() {
    assertThat(log().bytes(ACME)).isZero();

    log().append(EventBatches.of(ACME, "a", "b", "c", "d"), REJECT_EVENT);
    log().append(EventBatches.of(new SampleEvent(ACME, "e").withContent("more")), REJECT_EVENT);
    log()
        .append(
            EventBatches.of(new SampleEvent(ACME, "f"), new SampleEvent(OTHER, "f")), REJECT_EVENT);
    assertThat(log().bytes(ACME)).isEqualTo(heldBytes(ACME)).isPositive();
    assertThat(log().bytes(OTHER)).isEqualTo(heldBytes(OTHER)).isPositive();

    log().append(EventBatches.of(ACME, "a"), REJECT_EVENT);
    assertThat(log().bytes(ACME)).isEqualTo(heldBytes(ACME));

    for (long start : List.of(1L, 3L, 4L, 5L)) {
      log().trim(ACME, new Position(start));
      assertThat(log().bytes(ACME)).isEqualTo(heldBytes(ACME)).isPositive();
    }
    log().trim(ACME, new Position(99));
    assertThat(log().bytes(ACME)).isZero();

    log().append(EventBatches.of(ACME, "a"), REJECT_EVENT);
    assertThat(log().bytes(ACME)).isEqualTo(heldBytes(ACME)).isPositive();

    log().delete(ACME);
    assertThat(log().bytes(ACME)).isZero();
    assertThat(log().bytes(OTHER)).isEqualTo(heldBytes(OTHER));
  }

  @Test
  void keepsCountAcrossARestart() {
    log().append(EventBatches.of(ACME, "a", "b", "c"), REJECT_EVENT);
    log().append(EventBatches.of(OTHER, "a"), REJECT_EVENT);
    log().trim(ACME, new Position(1));
    long bytes = heldBytes(ACME);

    EventLog again = reopened();

    assertThat(again.bytes(ACME)).isEqualTo(bytes);
    assertThat(again.bytes(OTHER)).isEqualTo(heldBytes(OTHER));
    again.append(EventBatches.of(ACME, "d"), REJECT_EVENT);
    assertThat(again.bytes(ACME)).isEqualTo(heldBytes(ACME)).isGreaterThan(bytes);
    assertThat(given(ACME, 0, 99)).isEqualTo(4);
  }

  @Test
  void givesPositionsOfTheNewIncarnationFromTheNextAppendOn() {
    log().append(EventBatches.of(ACME, "a", "b", "c"), REJECT_EVENT);

    EventLog again = reopenedIn(1);

    assertThat(again.end(ACME)).isEqualTo(new Position(3));
    assertThat(again.barrier(ACME).position()).isEqualTo(new Position(3));
    assertThat(again.append(EventBatches.of(ACME, "c", "d", "e"), REJECT_EVENT))
        .isEqualTo(appended(2, 1, List.of(), Position.of(1, 4).value()));
    assertThat(again.append(EventBatches.of(OTHER, "x"), REJECT_EVENT))
        .isEqualTo(appended(1, 0, List.of(), Position.of(1, 0).value()));

    assertThat(again.start(ACME)).isEqualTo(Position.ZERO);
    assertThat(again.end(ACME)).isEqualTo(Position.of(1, 5));
    assertThat(again.barrier(ACME).position()).isEqualTo(Position.of(1, 5));
    assertThat(again.end(OTHER)).isEqualTo(Position.of(1, 1));
    assertThat(SeenEvents.all(again, ACME).stream().map(SeenEvents.Seen::position))
        .containsExactly(
            new Position(0),
            new Position(1),
            new Position(2),
            Position.of(1, 3),
            Position.of(1, 4));
    assertThat(again.bytes(ACME)).isEqualTo(heldBytes(ACME));
  }

  @Test
  void countsAndScansOverTheGapsBetweenIncarnations() {
    log().append(EventBatches.of(ACME, "a", "b", "c"), REJECT_EVENT);
    reopenedIn(1);
    reopenedIn(2).append(EventBatches.of(ACME, "d"), REJECT_EVENT);
    EventLog again = reopenedIn(7);
    again.append(EventBatches.of(ACME, "e", "f"), REJECT_EVENT);
    again = reopened();

    long second = Position.of(2, 3).value();
    long seventh = Position.of(7, 4).value();
    assertThat(positions(ACME)).containsExactly(0L, 1L, 2L, second, seventh, seventh + 1);
    assertThat(given(ACME, 0, Long.MAX_VALUE)).isEqualTo(6);
    assertThat(given(ACME, 2, seventh + 1)).isEqualTo(3);
    assertThat(given(ACME, 3, second)).isZero();
    assertThat(given(ACME, 99, second)).isZero();
    assertThat(given(ACME, 3, Position.of(1, 99).value())).isZero();
    assertThat(given(ACME, Position.of(1, 0).value(), Position.of(6, 0).value())).isEqualTo(1);
    assertThat(given(ACME, second, second + 50)).isEqualTo(1);
    assertThat(given(ACME, seventh - 4, seventh + 1)).isEqualTo(1);
    assertThat(
            SeenEvents.in(again, range(ACME, 2, seventh + 1)).stream()
                .map(seen -> seen.position().value()))
        .containsExactly(2L, second, seventh);
    assertThat(SeenEvents.in(again, range(ACME, 3, second))).isEmpty();
    assertThat(
            SeenEvents.in(again, range(ACME, 50, seventh)).stream()
                .map(seen -> seen.position().value()))
        .containsExactly(second);
  }

  @Test
  void findsTimesOfReceiptOnBothSidesOfAnIncarnation() {
    long first = time.now().toEpochMilli();
    log().append(EventBatches.of(ACME, "a", "b"), REJECT_EVENT);
    EventLog again = reopenedIn(3);
    time.advance(Duration.ofSeconds(10));
    again.append(EventBatches.of(ACME, "c"), REJECT_EVENT);
    time.advance(Duration.ofSeconds(10));
    again.append(EventBatches.of(ACME, "d"), REJECT_EVENT);

    assertThat(again.positionAt(ACME, first)).isEqualTo(Position.ZERO);
    assertThat(again.positionAt(ACME, first + 1)).isEqualTo(Position.of(3, 2));
    assertThat(again.positionAt(ACME, first + 10_000)).isEqualTo(Position.of(3, 2));
    assertThat(again.positionAt(ACME, first + 10_001)).isEqualTo(Position.of(3, 3));
    assertThat(again.positionAt(ACME, first + 20_001)).isEqualTo(Position.of(3, 4));

    again.trim(ACME, new Position(2));
    assertThat(again.positionAt(ACME, first + 20_000)).isEqualTo(Position.of(3, 3));
  }

  @Test
  void trimsOverTheGapsBetweenIncarnations() {
    log().append(EventBatches.of(ACME, "a", "b", "c"), REJECT_EVENT);
    EventLog again = reopenedIn(1);
    again.append(EventBatches.of(ACME, "d", "e", "f"), REJECT_EVENT);

    again.trim(ACME, new Position(3));
    assertThat(positions(ACME)).hasSize(3);
    again.trim(ACME, new Position(77));
    assertThat(again.start(ACME)).isEqualTo(new Position(77));
    assertThat(given(ACME, 77, Position.of(1, 3).value())).isZero();
    assertThat(again.bytes(ACME)).isEqualTo(heldBytes(ACME));
    again.trim(ACME, Position.of(1, 4));
    assertThat(positions(ACME))
        .containsExactly(Position.of(1, 4).value(), Position.of(1, 5).value());
    assertThat(again.bytes(ACME)).isEqualTo(heldBytes(ACME));
    assertThat(again.append(EventBatches.of(ACME, "a", "d", "e"), REJECT_EVENT))
        .isEqualTo(appended(2, 1, List.of(), Position.of(1, 7).value()));

    again = reopened();
    assertThat(given(ACME, 0, Position.of(1, 4).value())).isEqualTo(4);
    again.trim(ACME, Position.of(9, 9));
    assertThat(again.start(ACME)).isEqualTo(Position.of(1, 8)).isEqualTo(again.end(ACME));
    assertThat(again.bytes(ACME)).isZero();
  }

  @Test
  void trimsAcrossAnIncarnationAtOnce() {
    log().append(EventBatches.of(ACME, "a", "b"), REJECT_EVENT);
    EventLog again = reopenedIn(1);
    again.append(EventBatches.of(ACME, "c", "d"), REJECT_EVENT);

    again.trim(ACME, Position.of(1, 3));

    assertThat(positions(ACME)).containsExactly(Position.of(1, 3).value());
    assertThat(again.append(EventBatches.of(ACME, "a", "b", "c"), REJECT_EVENT))
        .isEqualTo(appended(3, 0, List.of(), Position.of(1, 6).value()));
  }

  @Test
  void goesOnInANewIncarnationAfterEverythingWasTrimmed() {
    log().append(EventBatches.of(ACME, "a", "b"), REJECT_EVENT);
    log().trim(ACME, new Position(2));
    EventLog again = reopenedIn(4);
    again.append(EventBatches.of(ACME, "c"), REJECT_EVENT);

    assertThat(again.start(ACME)).isEqualTo(new Position(2));
    again = reopened();
    assertThat(again.start(ACME)).isEqualTo(new Position(2));
    assertThat(again.end(ACME)).isEqualTo(Position.of(4, 3));
    assertThat(given(ACME, 0, Long.MAX_VALUE)).isEqualTo(3);

    again.delete(ACME);
    assertThat(again.end(ACME)).isEqualTo(Position.ZERO);
    assertThat(again.append(EventBatches.of(ACME, "d"), REJECT_EVENT))
        .isEqualTo(appended(1, 0, List.of(), Position.of(4, 0).value()));
    assertThat(given(ACME, 0, Long.MAX_VALUE)).isEqualTo(1);
  }

  private long given(TenantId tenant, long from, long to) {
    return log().given(tenant, new Range(new Position(from), new Position(to)));
  }

  private long heldBytes(TenantId tenant) {
    return lines(tenant).stream().mapToLong(line -> line.getBytes(UTF_8).length + 1).sum();
  }

  protected final List<Long> positions(TenantId tenant) {
    return SeenEvents.all(log(), tenant).stream().map(seen -> seen.position().value()).toList();
  }

  protected final List<String> lines(TenantId tenant) {
    return SeenEvents.all(log(), tenant).stream().map(SeenEvents.Seen::line).toList();
  }

  protected static AppendOutcome appended(
      int accepted, int duplicates, List<Integer> conflicts, long last) {
    return new AppendOutcome.Appended(
        accepted, duplicates, conflicts, Optional.of(new Position(last)));
  }

  protected static TenantRange range(TenantId tenant, long from, long to) {
    return new TenantRange(tenant, new Range(new Position(from), new Position(to)));
  }
}
