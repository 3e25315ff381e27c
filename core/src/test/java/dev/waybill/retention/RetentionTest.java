package dev.waybill.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.event.EventBatches;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.DeliveredHour;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.EventLog;
import dev.waybill.log.InMemoryEventLog;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.log.Position;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import dev.waybill.time.SettableTime;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HISTORY = Duration.ofDays(400);
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

  private final SettableTime time = new SettableTime();
  private final InMemoryEventLog log = new InMemoryEventLog(time);
  private final InMemoryRetentionLedger ledger = new InMemoryRetentionLedger();
  private final Heard heard = new Heard();
  private int sent;

  @BeforeEach
  void addTwoTenants() {
    addTenant(ACME, TenantQuotas.NONE);
    addTenant(OTHER, TenantQuotas.NONE);
  }

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
  void warnsOnceFromHalfOfTheHardLimitOn() throws InterruptedException {
    append(ACME, 2);
    Instant received = time.now();
    ConfigurationId export = ledger.addExport(ACME, Position.ZERO);
    Retention retention = retention(log, new RetentionGate());
    time.advance(Duration.ofDays(45));
    retention.run();
    assertThat(retention.atRisk()).isZero();

    time.advance(Duration.ofMillis(1));
    retention.run();
    retention.run();

    assertThat(retention.atRisk()).isEqualTo(1);
    assertThat(heard.lines)
        .containsExactly("at risk " + export + " at " + received.plus(Duration.ofDays(90)));

    ledger.move(ACME, export, new Position(2));
    retention.run();
    assertThat(retention.atRisk()).isZero();
    assertThat(heard.lines).contains("safe " + export);
  }

  @Test
  void aTenantIsToldOfARiskOnceThoughTheProcessBeginsAnew() throws InterruptedException {
    append(ACME, 2);
    ConfigurationId export = ledger.addExport(ACME, Position.ZERO);
    time.advance(Duration.ofDays(46));
    retention(log, new RetentionGate()).run();
    retention(log, new RetentionGate()).run();
    assertThat(ledger.warnings()).containsExactly(export);

    ledger.move(ACME, export, new Position(2));
    retention(log, new RetentionGate()).run();
    append(ACME, 1);
    time.advance(Duration.ofDays(46));
    retention(log, new RetentionGate()).run();

    assertThat(ledger.warnings()).containsExactly(export, export);
  }

  @Test
  void aRunThatFailsDoesNotMakeATenantsExportsSafe() throws InterruptedException {
    append(ACME, 2);
    ConfigurationId export = ledger.addExport(ACME, Position.ZERO);
    time.advance(Duration.ofDays(46));
    AtomicBoolean damaged = new AtomicBoolean();
    Retention retention =
        retention(
            failing(
                (method, tenant) -> {
                  if (damaged.get() && tenant.equals(ACME)) {
                    throw new IllegalStateException("a block is damaged");
                  }
                }));
    retention.run();

    damaged.set(true);
    retention.run();
    assertThat(retention.atRisk()).isEqualTo(1);
    damaged.set(false);
    retention.run();

    assertThat(ledger.warnings()).containsExactly(export);
    assertThat(heard.lines)
        .hasSize(2)
        .contains("failed acme: a block is damaged")
        .noneMatch(line -> line.startsWith("safe"));
  }

  @Test
  void whatIsGoneAlreadyIsNoRiskAnyMore() throws InterruptedException {
    append(ACME, 2);
    ConfigurationId export = ledger.addExport(ACME, Position.ZERO);
    time.advance(Duration.ofDays(91));
    Retention retention = retention(log, new RetentionGate());

    retention.run();

    assertThat(retention.atRisk()).isZero();
    assertThat(heard.lines).containsExactly("cut off 2 of " + export, "removed 2 of acme");
  }

  @Test
  void tellsWhenTheOldestUndeliveredEventExpires() {
    append(ACME, 2);
    time.advance(DAY);
    append(ACME, 2);
    Instant second = time.now();
    ExpiryWarning warning = new ExpiryWarning(log);
    Instant now = time.now().plus(Duration.ofDays(50));

    assertThat(warning.expiresAt(ACME, new Position(2), RetentionPolicy.DEFAULT, now))
        .contains(second.plus(Duration.ofDays(90)));
    assertThat(warning.expiresAt(ACME, new Position(4), RetentionPolicy.DEFAULT, now)).isEmpty();
    assertThat(warning.oldest(ACME)).contains(second.minus(DAY));
    assertThat(warning.oldest(OTHER)).isEmpty();
  }

  @Test
  void aHardLimitThatSettingsMadeTooShortIsAsLongAsTheRetention() {
    RetentionPolicy defaults = new RetentionPolicy(Duration.ofDays(30), Duration.ofDays(40));
    TenantQuotas quotas = new TenantQuotas(Optional.of(60), Optional.empty(), Optional.empty());

    assertThat(defaults.allows(quotas)).isFalse();
    assertThat(defaults.with(quotas))
        .isEqualTo(new RetentionPolicy(Duration.ofDays(60), Duration.ofDays(60)));
  }

  private void run() throws InterruptedException {
    retention(log, new RetentionGate()).run();
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

  private Retention retention(EventLog over) {
    return retention(over, new RetentionGate());
  }

  private Retention retention(EventLog over, RetentionGate gate) {
    return new Retention(over, ledger, gate, RetentionPolicy.DEFAULT, HISTORY, heard);
  }

  private void addTenant(TenantId id, TenantQuotas quotas) {
    ledger.put(new Tenant(id, id.value(), false, quotas, CREATED, time.now()));
  }

  private void append(TenantId tenant, int events) {
    String[] ids = new String[events];
    for (int i = 0; i < events; i++) {
      ids[i] = "event-" + sent++;
    }
    assertThat(log.append(EventBatches.of(tenant, ids), ConflictPolicy.REJECT_EVENT))
        .isInstanceOf(AppendOutcome.Appended.class);
  }

  /** The log, with something before each call that names a tenant. */
  private EventLog failing(BiConsumer<String, TenantId> before) {
    return (EventLog)
        Proxy.newProxyInstance(
            EventLog.class.getClassLoader(),
            new Class<?>[] {EventLog.class},
            (proxy, method, arguments) -> {
              if (arguments != null && arguments[0] instanceof TenantId tenant) {
                before.accept(method.getName(), tenant);
              }
              try {
                return method.invoke(log, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final class Heard implements RetentionListener {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void clockNotTrusted(String reason) {
      lines.add(reason);
    }

    @Override
    public void removed(TenantId tenant, long events) {
      lines.add("removed " + events + " of " + tenant);
    }

    @Override
    public void cutOff(TenantId tenant, ConfigurationId configuration, long events) {
      lines.add("cut off " + events + " of " + configuration);
    }

    @Override
    public void atRisk(TenantId tenant, ConfigurationId configuration, Instant expiresAt) {
      lines.add("at risk " + configuration + " at " + expiresAt);
    }

    @Override
    public void safe(ConfigurationId configuration) {
      lines.add("safe " + configuration);
    }

    @Override
    public void pruned(long jobs, long redeliveries) {
      lines.add("pruned " + jobs + " and " + redeliveries);
    }

    @Override
    public void failed(TenantId tenant, RuntimeException cause) {
      lines.add("failed " + tenant + ": " + cause.getMessage());
    }
  }
}
