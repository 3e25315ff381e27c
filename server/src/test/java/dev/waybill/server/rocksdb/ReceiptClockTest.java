package dev.waybill.server.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReceiptClockTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final SettableTime time = new SettableTime(START);
  private final ReceiptClock clock = new ReceiptClock(time, OptionalLong.empty());

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
    assertThat(clock.floor()).isEqualTo(before.plusMillis(1).toEpochMilli());
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
        .isEqualTo(new ClockState.Trusted());
    assertThat(startedAfter(START.minus(Duration.ofDays(30)).minusMillis(1)).state())
        .isInstanceOf(ClockState.Unconfirmed.class);
  }

  @Test
  void staysUnconfirmedWhateverTheClockDoes() {
    ReceiptClock started = startedAfter(START.plus(Duration.ofDays(1)));

    time.setWall(START.plus(Duration.ofDays(2)));

    assertThat(started.state()).isInstanceOf(ClockState.Unconfirmed.class);
  }

  private Instant stamp() {
    return Instant.ofEpochMilli(clock.stamp());
  }

  private ReceiptClock startedAfter(Instant lastStored) {
    return new ReceiptClock(time, OptionalLong.of(lastStored.toEpochMilli()));
  }
}
