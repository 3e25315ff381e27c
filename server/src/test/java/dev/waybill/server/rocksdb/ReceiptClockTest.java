package dev.waybill.server.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.log.DeletionTime;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceiptClockTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final SettableTime time = new SettableTime(START);
  private final ReceiptClock clock = new ReceiptClock(time, Optional.empty());

  @Test
  void followsTheWallClock() {
    assertThat(stamp()).isEqualTo(START);
    time.advance(Duration.ofDays(3));
    assertThat(stamp()).isEqualTo(START.plus(Duration.ofDays(3)));
    assertThat(clock.state()).isEqualTo(new ClockState.Trusted());
  }

  @Test
  void holdsStillWhileTheWallClockGoesBackALittle() {
    stamp();
    time.setWall(START.minus(Duration.ofMinutes(59)));

    assertThat(stamp()).isEqualTo(START);

    time.advance(Duration.ofHours(1));
    assertThat(stamp()).isEqualTo(START.plus(Duration.ofMinutes(1)));
    assertThat(clock.state()).isEqualTo(new ClockState.Trusted());
  }

  @Test
  void followsSmallStepsHoweverManyThereAre() {
    for (int i = 0; i < 5; i++) {
      time.setWall(time.now().plus(Duration.ofMinutes(50)));
      assertThat(stamp()).isEqualTo(time.now());
    }
  }

  @Test
  void goesOnByTheMonotonicClockAfterAStepAhead() {
    stamp();
    Instant ahead = START.plus(Duration.ofDays(365));
    time.setWall(ahead);
    time.advance(Duration.ofSeconds(5));

    assertThat(stamp()).isEqualTo(START.plusSeconds(5));
    assertThat(clock.state())
        .isEqualTo(new ClockState.Stepped(START.plusSeconds(5), ahead.plusSeconds(5)));
  }

  @Test
  void goesOnByTheMonotonicClockAfterAStepBack() {
    stamp();
    time.setWall(START.minus(Duration.ofDays(1)));
    time.advance(Duration.ofSeconds(5));

    assertThat(stamp()).isEqualTo(START.plusSeconds(5));
    assertThat(clock.state()).isInstanceOf(ClockState.Stepped.class);
  }

  @Test
  void followsTheWallClockAgainWhenTheStepIsUndone() {
    stamp();
    time.setWall(START.plus(Duration.ofHours(2)));
    stamp();
    time.setWall(START.plusSeconds(1));

    assertThat(stamp()).isEqualTo(START.plusSeconds(1));
    assertThat(clock.state()).isEqualTo(new ClockState.Trusted());
  }

  @Test
  void followsAStepThatIsConfirmed() {
    stamp();
    time.setWall(START.plus(Duration.ofHours(2)));
    stamp();

    clock.confirm();

    assertThat(stamp()).isEqualTo(START.plus(Duration.ofHours(2)));
    assertThat(clock.state()).isEqualTo(new ClockState.Trusted());
  }

  @Test
  void stampsStrictlyLaterAfterABarrier() {
    Instant before = stamp();
    clock.passBarrier();

    assertThat(stamp()).isEqualTo(before.plusMillis(1));
    assertThat(clock.toStore().floor()).isEqualTo(before.plusMillis(1).toEpochMilli());
  }

  @Test
  void absorbsAStartUpToAMinuteBeforeTheLastStoredTime() {
    ReceiptClock started = startedAfter(START.plusSeconds(60));

    assertThat(started.state()).isEqualTo(new ClockState.Trusted());
    assertThat(started.stamp()).isEqualTo(START.plusSeconds(60).toEpochMilli());
  }

  @Test
  void asksForConfirmationOfAnEarlierStart() {
    ReceiptClock started = startedAfter(START.plusMillis(60_001));

    assertThat(started.state())
        .isEqualTo(new ClockState.Unconfirmed(START.plusMillis(60_001), START));

    started.confirm();

    assertThat(started.state()).isEqualTo(new ClockState.Trusted());
    assertThat(started.stamp()).isEqualTo(START.plusMillis(60_001).toEpochMilli());
  }

  @Test
  void asksForConfirmationOfAStartLongAfterTheLastStoredTime() {
    assertThat(startedAfter(START.minus(Duration.ofDays(30))).state())
        .isInstanceOf(ClockState.Ahead.class);
    assertThat(startedAfter(START.minus(Duration.ofDays(30)).minusMillis(1)).state())
        .isInstanceOf(ClockState.Unconfirmed.class);
  }

  @Test
  void staysUnconfirmedWhateverTheClockDoes() {
    ReceiptClock started = startedAfter(START.plus(Duration.ofDays(1)));

    time.setWall(START.plus(Duration.ofDays(2)));

    assertThat(started.state()).isInstanceOf(ClockState.Unconfirmed.class);
  }

  @Test
  void followsAClockOverADayAheadAtStartButLetsNothingBeDeleted() {
    Instant trusted = START.minus(Duration.ofDays(1)).minusMillis(1);
    assertThat(startedAfter(trusted.plusMillis(1)).deletionTime())
        .isEqualTo(new DeletionTime.Known(START));

    ReceiptClock started = startedAfter(trusted);

    assertThat(started.stamp()).isEqualTo(START.toEpochMilli());
    assertThat(started.state()).isEqualTo(new ClockState.Ahead(trusted, START));
    assertThat(withheld(started)).contains(trusted.toString(), START.toString(), "clock confirm");

    started.confirm();

    assertThat(started.deletionTime()).isEqualTo(new DeletionTime.Known(START));
    assertThat(started.toStore()).isEqualTo(stored(START, START));
  }

  @Test
  void staysAheadUntilConfirmedHoweverOftenItIsStartedAndStamps() {
    Instant trusted = START.minus(Duration.ofDays(2));
    ReceiptClock started = startedAfter(trusted);
    started.stamp();
    assertThat(started.toStore()).isEqualTo(stored(START, trusted));

    time.advance(Duration.ofHours(1));
    ReceiptClock again = new ReceiptClock(time, Optional.of(started.toStore()));

    assertThat(again.state()).isInstanceOf(ClockState.Ahead.class);
  }

  @Test
  void staysAheadAfterAStepThatIsUndone() {
    ReceiptClock started = startedAfter(START.minus(Duration.ofDays(2)));
    time.setWall(START.plus(Duration.ofHours(2)));
    assertThat(started.state()).isInstanceOf(ClockState.Stepped.class);

    time.setWall(START);

    assertThat(started.state()).isInstanceOf(ClockState.Ahead.class);
  }

  @Test
  void letsNothingBeDeletedWhileTheClockIsStepped() {
    assertThat(clock.deletionTime()).isEqualTo(new DeletionTime.Known(START));
    time.setWall(START.plus(Duration.ofDays(100)));
    assertThat(withheld(clock)).contains("stepped", "clock confirm");
    assertThat(clock.toStore().trusted()).isEqualTo(START.toEpochMilli());

    time.setWall(START.minus(Duration.ofDays(100)));
    assertThat(withheld(clock)).contains("stepped");

    clock.confirm();
    assertThat(clock.deletionTime())
        .isEqualTo(new DeletionTime.Known(START.minus(Duration.ofDays(100))));
  }

  @Test
  void letsNothingBeDeletedWhileTheClockIsUnconfirmed() {
    assertThat(withheld(startedAfter(START.plus(Duration.ofDays(1))))).contains("clock confirm");
  }

  private static String withheld(ReceiptClock clock) {
    return ((DeletionTime.Withheld) clock.deletionTime()).reason();
  }

  private static StoredTime stored(Instant floor, Instant trusted) {
    return new StoredTime(floor.toEpochMilli(), trusted.toEpochMilli());
  }

  private Instant stamp() {
    return Instant.ofEpochMilli(clock.stamp());
  }

  private ReceiptClock startedAfter(Instant lastStored) {
    return new ReceiptClock(time, Optional.of(stored(lastStored, lastStored)));
  }
}
