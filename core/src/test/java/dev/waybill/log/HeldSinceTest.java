package dev.waybill.log;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Four events were received: at 1:00, 2:00, 3:00 and, in a new incarnation, at 4:00; it is 5:00.
 */
class HeldSinceTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");
  private static final Position FOURTH = Position.of(1, 3);
  private static final Position END = Position.of(1, 4);

  private final SettableTime time = new SettableTime(MIDNIGHT.plus(Duration.ofHours(1)));
  private final InMemoryEventLog log = new InMemoryEventLog(time);

  @BeforeEach
  void receive() {
    receive("a");
    receive("b");
    receive("c");
    log.beginIncarnation(1);
    receive("d");
  }

  @Test
  void isTheAskedTimeWhileNothingIsGone() {
    assertThat(since(log.start(ACME), 0)).isZero();
    assertThat(since(new Position(1), at(1))).isEqualTo(at(1));
    assertThat(since(FOURTH, at(3))).isEqualTo(at(3));
  }

  @Test
  void isTheAskedTimeOfATenantThatWasGivenNothing() {
    assertThat(HeldSince.of(log, new TenantId("silent"), Position.ZERO, 7)).isEqualTo(7);
  }

  @Test
  void isJustBeforeTheFirstEventOnceSomethingIsGone() {
    log.trim(ACME, new Position(1));

    assertThat(since(log.start(ACME), 0)).isEqualTo(at(2) - 1);
    assertThat(since(log.start(ACME), at(1))).isEqualTo(at(2) - 1);
    assertThat(since(log.start(ACME), at(2) - 1)).isEqualTo(at(2) - 1);
  }

  @Test
  void isTheAskedTimeIfAnEarlierEventIsHeld() {
    log.trim(ACME, new Position(1));

    assertThat(since(new Position(2), at(2))).isEqualTo(at(2));
    assertThat(since(FOURTH, at(4) - 1)).isEqualTo(at(4) - 1);
    assertThat(since(END, at(5) - 1)).isEqualTo(at(5) - 1);
  }

  /** What was given up is not removed yet. */
  @Test
  void passesOverWhatIsAboutToGo() {
    assertThat(since(new Position(2), 0)).isEqualTo(at(3) - 1);
    assertThat(since(new Position(2), at(1))).isEqualTo(at(3) - 1);
    assertThat(since(new Position(2), at(2) - 1)).isEqualTo(at(3) - 1);
  }

  @Test
  void goesOverAGapBetweenIncarnations() {
    log.trim(ACME, new Position(3));
    assertThat(since(log.start(ACME), 0)).isEqualTo(at(4) - 1);

    log.trim(ACME, FOURTH);
    assertThat(since(log.start(ACME), 0)).isEqualTo(at(4) - 1);
    assertThat(since(new Position(3), 0)).isEqualTo(at(4) - 1);
  }

  @Test
  void isNowIfNothingIsHeld() {
    log.trim(ACME, END);

    long since = since(log.end(ACME), at(4));

    assertThat(since).isBetween(at(5), log.barrier(ACME).receivedTime() - 1);
  }

  @Test
  void needsNoBarrierWhileNothingIsGone() {
    log.refuse(Optional.of("the disk is full"));

    assertThat(since(log.start(ACME), 0)).isZero();
  }

  private long since(Position from, long after) {
    return HeldSince.of(log, ACME, from, after);
  }

  private static long at(int hour) {
    return MIDNIGHT.plus(Duration.ofHours(hour)).toEpochMilli();
  }

  private void receive(String id) {
    log.append(EventBatches.of(ACME, id), REJECT_EVENT);
    time.advance(Duration.ofHours(1));
  }
}
