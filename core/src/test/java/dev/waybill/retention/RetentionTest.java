package dev.waybill.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.DeliveredHour;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetentionTest extends RetentionFixture {
  @Test
  void removesWhatIsOlderThanThirtyDays() throws InterruptedException {
    append(ACME, 3);
    time.advance(DAY);
    append(ACME, 4);
    time.advance(Duration.ofDays(29).plusMillis(1));

    run();

    assertThat(log.start(ACME)).isEqualTo(new Position(3));
    assertThat(heard.lines).containsExactly("removed 3 of acme");
    run();
    assertThat(heard.lines).hasSize(1);
  }

  @Test
  void aListenerThatFailsKeepsNothingFromBeingRemoved() throws InterruptedException {
    append(ACME, 3);
    ledger.addExport(ACME, Position.ZERO);
    time.advance(Duration.ofDays(91));
    RetentionListener failing =
        new RetentionListener() {
          @Override
          public void cutOff(TenantId tenant, ConfigurationId configuration, long events) {
            throw new IllegalStateException("a defect of the listener");
          }
        };

    new Retention(log, ledger, new RetentionGate(), RetentionPolicy.DEFAULT, HISTORY, failing)
        .run();

    assertThat(log.start(ACME)).isEqualTo(new Position(3));
  }

  @Test
  void keepsWhatIsExactlyThirtyDaysOld() throws InterruptedException {
    append(ACME, 3);
    time.advance(Duration.ofDays(30));

    run();

    assertThat(log.start(ACME)).isEqualTo(Position.ZERO);
  }

  @Test
  void holdsWhatAnExportHasNotDeliveredForMoreThanAMonth() throws InterruptedException {
    append(ACME, 3);
    ConfigurationId paused = ledger.addExport(ACME, Position.ZERO);
    for (int day = 0; day < 31; day++) {
      time.advance(DAY);
      append(ACME, 1);
      run();
    }
    assertThat(log.start(ACME)).isEqualTo(Position.ZERO);

    ledger.move(ACME, paused, log.end(ACME));
    run();

    assertThat(log.start(ACME)).isEqualTo(new Position(3));
    assertThat(heard.lines).containsExactly("removed 3 of acme");
  }

  @Test
  void deletingTheExportReleasesWhatItHeld() throws InterruptedException {
    append(ACME, 3);
    ConfigurationId export = ledger.addExport(ACME, Position.ZERO);
    time.advance(Duration.ofDays(40));
    run();
    assertThat(log.start(ACME)).isEqualTo(Position.ZERO);

    ledger.delete(ACME, export);
    run();

    assertThat(log.start(ACME)).isEqualTo(new Position(3));
  }

  @Test
  void theHardLimitTakesWhatAnExportHasNotDeliveredAndSaysSo() throws InterruptedException {
    append(ACME, 3);
    ConfigurationId dead = ledger.addExport(ACME, new Position(1));
    time.advance(DAY);
    append(ACME, 4);
    time.advance(Duration.ofDays(89).plusMillis(1));

    run();

    assertThat(log.start(ACME)).isEqualTo(new Position(3));
    assertThat(heard.lines).startsWith("cut off 2 of " + dead, "removed 3 of acme");
  }

  @Test
  void goesByEachTenantsOwnDays() throws InterruptedException {
    addTenant(ACME, new TenantQuotas(Optional.of(2), Optional.of(4), Optional.empty()));
    append(ACME, 3);
    append(OTHER, 3);
    ledger.addExport(ACME, Position.ZERO);
    time.advance(Duration.ofDays(3));
    run();
    assertThat(log.start(ACME)).isEqualTo(Position.ZERO);

    time.advance(Duration.ofDays(2));
    run();

    assertThat(log.start(ACME)).isEqualTo(new Position(3));
    assertThat(log.start(OTHER)).isEqualTo(Position.ZERO);
  }

  @Test
  void removesNothingWhileTheClockIsNotTrusted() throws InterruptedException {
    append(ACME, 3);
    ledger.addFinishedJob(time.now());
    time.advance(Duration.ofDays(1000));
    log.distrustClock(Optional.of("a year ahead"));

    run();

    assertThat(log.start(ACME)).isEqualTo(Position.ZERO);
    assertThat(ledger.retainedFrom(ACME)).isEqualTo(Position.ZERO);
    assertThat(ledger.finishedJobs()).isEqualTo(1);
    assertThat(heard.lines).containsExactly("a year ahead");

    log.distrustClock(Optional.empty());
    run();
    assertThat(log.start(ACME)).isEqualTo(new Position(3));
  }

  @Test
  void oneTenantsFailureDoesNotStopTheOthers() throws InterruptedException {
    append(ACME, 3);
    append(OTHER, 3);
    time.advance(Duration.ofDays(31));

    retention(
            failing(
                (method, tenant) -> {
                  if (tenant.equals(ACME)) {
                    throw new IllegalStateException("a block is damaged");
                  }
                }))
        .run();

    assertThat(log.start(ACME)).isEqualTo(Position.ZERO);
    assertThat(log.start(OTHER)).isEqualTo(new Position(3));
    assertThat(heard.lines)
        .containsExactly("failed acme: a block is damaged", "removed 3 of other");
  }

  @Test
  void aLogThatTakesNoWritesEndsTheRun() {
    append(ACME, 3);
    append(OTHER, 3);
    time.advance(Duration.ofDays(31));
    Retention retention =
        retention(
            failing(
                (method, tenant) -> {
                  if (method.equals("trim")) {
                    throw new LogUnavailableException("the disk is full");
                  }
                }));

    assertThatThrownBy(retention::run).isInstanceOf(LogUnavailableException.class);

    assertThat(ledger.retainedFrom(OTHER)).isEqualTo(Position.ZERO);
  }

  @Test
  void goesOnAfterACrashBetweenTheMarkAndTheRemoval() throws InterruptedException {
    append(ACME, 3);
    time.advance(Duration.ofDays(31));
    Retention dying =
        retention(
            failing(
                (method, tenant) -> {
                  if (method.equals("trim")) {
                    throw new Crash();
                  }
                }));
    assertThatThrownBy(dying::run).isInstanceOf(Crash.class);
    assertThat(ledger.retainedFrom(ACME)).isEqualTo(new Position(3));
    assertThat(log.start(ACME)).isEqualTo(Position.ZERO);

    run();

    assertThat(log.start(ACME)).isEqualTo(new Position(3));
    assertThat(heard.lines).containsExactly("removed 3 of acme");
  }

  @Test
  void waitsWhileABackupIsUnderWay() throws InterruptedException {
    append(ACME, 3);
    time.advance(Duration.ofDays(31));
    RetentionGate gate = new RetentionGate();
    Retention retention = retention(log, gate);
    Thread thread =
        gate.pauseWhile(
            () -> {
              Thread running = startAndAwaitTheGate(retention);
              assertThat(log.start(ACME)).isEqualTo(Position.ZERO);
              return running;
            });
    thread.join();

    assertThat(log.start(ACME)).isEqualTo(new Position(3));
  }

  @Test
  void quotasRaisedWhileTheGateIsClosedHold() throws InterruptedException {
    append(ACME, 3);
    ConfigurationId behind = ledger.addExport(ACME, Position.ZERO);
    time.advance(Duration.ofDays(91));
    RetentionGate gate = new RetentionGate();
    Retention retention = retention(log, gate);
    Thread thread =
        gate.pauseWhile(
            () -> {
              Thread running = startAndAwaitTheGate(retention);
              addTenant(
                  ACME, new TenantQuotas(Optional.of(100), Optional.of(365), Optional.empty()));
              return running;
            });
    thread.join();

    assertThat(log.start(ACME)).isEqualTo(Position.ZERO);
    assertThat(ledger.retainedFrom(ACME)).isEqualTo(Position.ZERO);
    assertThat(heard.lines).as("nor is export %s at risk", behind).isEmpty();
  }

  @Test
  void looksAtEveryTenantHoweverManyThereAre() throws InterruptedException {
    List<TenantId> many = new ArrayList<>();
    for (int i = 0; i < 298; i++) {
      TenantId id = new TenantId("tenant-" + i);
      many.add(id);
      addTenant(id, TenantQuotas.NONE);
      append(id, 1);
    }
    time.advance(Duration.ofDays(31));

    run();

    assertThat(many).allMatch(id -> log.start(id).equals(new Position(1)));
  }

  @Test
  void prunesTheHistoryOfJobs() throws InterruptedException {
    for (int i = 0; i < 250; i++) {
      ledger.addFinishedJob(time.now());
    }
    for (int i = 0; i < 301; i++) {
      ledger.addFinishedRedelivery(time.now());
    }
    time.advance(DAY);
    ledger.addFinishedJob(time.now());
    time.advance(HISTORY.minusMillis(1));

    run();

    assertThat(ledger.finishedJobs()).isEqualTo(1);
    assertThat(heard.lines).containsExactly("pruned 250 and 301");
  }

  @Test
  void prunesTheCountsOfHoursThatAreOlderThanTheyAreKept() throws InterruptedException {
    for (int i = 0; i < 250; i++) {
      ledger.addDeliveredHour(time.now());
    }
    time.advance(Duration.ofHours(1));
    Instant last = time.now();
    ledger.addDeliveredHour(last);
    time.advance(DeliveredHour.KEPT);

    run();

    assertThat(ledger.deliveredHours()).containsExactly(last);
  }

  @Test
  void aHardLimitThatSettingsMadeTooShortIsAsLongAsTheRetention() {
    RetentionPolicy defaults = new RetentionPolicy(Duration.ofDays(30), Duration.ofDays(40));
    TenantQuotas quotas = new TenantQuotas(Optional.of(60), Optional.empty(), Optional.empty());

    assertThat(defaults.allows(quotas)).isFalse();
    assertThat(defaults.with(quotas))
        .isEqualTo(new RetentionPolicy(Duration.ofDays(60), Duration.ofDays(60)));
  }

  private static Thread startAndAwaitTheGate(Retention retention) {
    Thread running = Thread.ofPlatform().start(() -> runQuietly(retention));
    while (running.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return running;
  }

  private static void runQuietly(Retention retention) {
    try {
      retention.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }
}
