package dev.waybill.server.rocksdb;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.event.EventBatches;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.DeletionTime;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.log.Position;
import dev.waybill.log.SeenEvents;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartClockTest {
  private static final TenantId ACME = new TenantId("acme");

  @TempDir private Path folder;
  private final SettableTime time = new SettableTime();
  private final Instant received = time.now();

  @BeforeEach
  void storeAnEvent() {
    try (RocksEventLog log = open()) {
      log.append(EventBatches.of(ACME, "a"), REJECT_EVENT);
    }
  }

  @Test
  void takesAndRemovesNothingWhileTheClockIsBeforeTheLastStoredTime() {
    time.setWall(received.minus(Duration.ofHours(1)));
    try (RocksEventLog log = open()) {
      assertThat(log.append(EventBatches.of(ACME, "b"), REJECT_EVENT))
          .isInstanceOf(AppendOutcome.Refused.class);
      assertThatThrownBy(() -> log.barrier(ACME)).isInstanceOf(LogUnavailableException.class);
      assertThatThrownBy(() -> log.trim(ACME, new Position(1)))
          .isInstanceOf(LogUnavailableException.class);
      assertThatThrownBy(() -> log.delete(ACME)).isInstanceOf(LogUnavailableException.class);
      assertThat(log.clockState())
          .isEqualTo(new ClockState.Unconfirmed(received, received.minus(Duration.ofHours(1))));
      assertThat(log.statistics().refusal())
          .hasValueSatisfying(
              why ->
                  assertThat(why)
                      .isInstanceOf(LogRefusal.OnPurpose.class)
                      .extracting(LogRefusal::reason)
                      .asString()
                      .contains("clock"));
      assertThat(SeenEvents.all(log, ACME)).hasSize(1);
    }
  }

  @Test
  void saysThatACorrectedClockIsSeenAtTheNextStart() {
    String advice = "and start the server again, or, if it is right, say so";
    time.setWall(received.minus(Duration.ofHours(1)));
    try (RocksEventLog log = open()) {
      time.setWall(received.plus(Duration.ofMinutes(1)));
      assertThat(log.append(EventBatches.of(ACME, "b"), REJECT_EVENT))
          .isInstanceOfSatisfying(
              AppendOutcome.Refused.class,
              refused -> assertThat(refused.reason()).contains("Correct it " + advice));
      assertThat(log.deletionTime())
          .isInstanceOfSatisfying(
              DeletionTime.Withheld.class,
              withheld -> assertThat(withheld.reason()).contains("Correct the clock " + advice));
    }
    try (RocksEventLog log = open()) {
      assertThat(log.append(EventBatches.of(ACME, "b"), REJECT_EVENT))
          .isInstanceOf(AppendOutcome.Appended.class);
    }
  }

  @Test
  void takesEventsWhenTheClockIsConfirmed() {
    time.setWall(received.plus(Duration.ofDays(31)));
    try (RocksEventLog log = open()) {
      assertThat(log.append(EventBatches.of(ACME, "b"), REJECT_EVENT))
          .isInstanceOf(AppendOutcome.Refused.class);

      log.confirmClock();

      assertThat(log.statistics().refusal()).isEmpty();
      log.append(EventBatches.of(ACME, "b"), REJECT_EVENT);
      assertThat(SeenEvents.all(log, ACME).getLast().receivedTime())
          .isEqualTo(received.plus(Duration.ofDays(31)).toEpochMilli());
    }
  }

  @Test
  void asksAgainIfNothingWasTakenSinceTheClockWasConfirmed() {
    time.setWall(received.plus(Duration.ofDays(31)));
    try (RocksEventLog log = open()) {
      log.confirmClock();
    }
    try (RocksEventLog log = open()) {
      assertThat(log.clockState()).isInstanceOf(ClockState.Unconfirmed.class);
    }
  }

  @Test
  void goesOnTakingEventsADayAheadButAsksAgainAndAgainBeforeAnyIsDeleted() {
    time.setWall(received.plus(Duration.ofDays(2)));
    for (int start = 0; start < 2; start++) {
      try (RocksEventLog log = open()) {
        log.append(EventBatches.of(ACME, "b" + start), REJECT_EVENT);
        assertThat(log.statistics().refusal()).isEmpty();
        assertThat(log.deletionTime()).isInstanceOf(DeletionTime.Withheld.class);
      }
    }
    try (RocksEventLog log = open()) {
      log.confirmClock();
      assertThat(log.deletionTime()).isEqualTo(new DeletionTime.Known(time.now()));
      log.barrier(ACME);
    }
    try (RocksEventLog log = open()) {
      assertThat(log.deletionTime()).isEqualTo(new DeletionTime.Known(time.now()));
    }
  }

  @Test
  void trimsWhatWasDecidedBeforeWhileTheClockIsAhead() {
    time.setWall(received.plus(Duration.ofDays(2)));
    try (RocksEventLog log = open()) {
      log.trim(ACME, new Position(1));

      assertThat(log.start(ACME)).isEqualTo(new Position(1));
    }
  }

  private RocksEventLog open() {
    return RocksEventLog.open(folder, RocksLogOptions.defaults(), time);
  }
}
