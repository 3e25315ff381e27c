package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import dev.waybill.export.StandInLog.Event;
import dev.waybill.fault.Fault;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When jobs are planned, and over what range. */
class PlanningTest {
  private static final long T = Samples.NOW.minusSeconds(600).toEpochMilli();

  @Test
  void plansForTheTickAndThroughTheBarrier() {
    EngineFixture fixture = new EngineFixture();
    fixture.append(T, fixture.event(EventKind.QUERY, T));

    ExportJob job = fixture.plan();

    assertThat(job.scheduledAt()).isEqualTo(Samples.NOW);
    assertThat(job.sequence()).isEqualTo(1);
    assertThat(job.firstOrdinal()).isEqualTo(1);
    assertThat(job.range().to()).isEqualTo(new Position(1));
    assertThat(job.receivedThrough()).isEqualTo(fixture.time.now().toEpochMilli());
    assertThat(job.settings().encoder()).isEqualTo("jdk-6");
    assertThat(fixture.stream().lastTick()).isEqualTo(Samples.NOW);
    assertThat(fixture.engine.planDue()).isZero();
  }

  @Test
  void plansOncePerTick() {
    EngineFixture fixture = new EngineFixture();
    fixture.plan();
    fixture.deliver();
    Duration spread =
        new Schedule(fixture.configuration.id(), fixture.configuration.interval()).spread();
    Instant next = Samples.NOW.plusSeconds(3600).plus(spread);

    fixture.time.advance(Duration.between(fixture.time.now(), next.minusMillis(1)));
    assertThat(fixture.engine.planDue()).isZero();
    fixture.time.advance(Duration.ofMillis(1));
    assertThat(fixture.engine.planDue()).isEqualTo(1);
    assertThat(fixture.job().scheduledAt()).isEqualTo(Samples.NOW.plusSeconds(3600));
  }

  @Test
  void missedTicksMakeOneJobForTheLatest() {
    EngineFixture fixture = new EngineFixture();
    fixture.plan();
    fixture.deliver();

    fixture.time.advance(Duration.ofDays(3));
    assertThat(fixture.engine.planDue()).isEqualTo(1);

    assertThat(fixture.job().scheduledAt()).isEqualTo(Samples.NOW.plus(Duration.ofDays(3)));
    fixture.deliver();
    assertThat(fixture.engine.planDue()).isZero();
  }

  @Test
  void aClockThatWasAheadDoesNotStopTheExport() {
    EngineFixture fixture = new EngineFixture();
    fixture.time.setWall(Samples.NOW.plus(Duration.ofDays(365)));
    fixture.plan();
    fixture.deliver();

    fixture.time.setWall(Samples.NOW.plus(Duration.ofHours(1)));
    fixture.plan();

    assertThat(fixture.job().scheduledAt()).isEqualTo(Samples.NOW.plus(Duration.ofHours(1)));
    fixture.deliver();
    assertThat(fixture.engine.planDue()).isZero();
  }

  @Test
  void cutsAJobWhereTheTimeOfReceiptChanges() {
    EngineFixture fixture = new EngineFixture(jobOf(5), OutputSettings.DEFAULT);
    receive(fixture, T, 2);
    receive(fixture, T + 10, 2);
    receive(fixture, T + 10, 2);
    receive(fixture, T + 20, 1);

    ExportJob first = fixture.plan();
    assertThat(first.range().to()).isEqualTo(new Position(2));
    assertThat(first.receivedThrough()).isEqualTo(T + 9);

    fixture.deliver();
    assertThat(fixture.engine.planDue()).as("behind: the next at once").isEqualTo(1);
    ExportJob second = fixture.job();
    assertThat(second.scheduledAt()).isEqualTo(Samples.NOW);
    assertThat(second.receivedFrom()).isEqualTo(T + 9);
    assertThat(second.range().to()).isEqualTo(new Position(7));
    assertThat(second.receivedThrough()).isEqualTo(fixture.time.now().toEpochMilli());

    fixture.deliver();
    assertThat(fixture.engine.planDue()).isZero();
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void cutsALongRunOfOneTimeOfReceiptInTheMiddle() {
    EngineFixture fixture = new EngineFixture(jobOf(5), OutputSettings.DEFAULT);
    for (int i = 0; i < 5; i++) {
      receive(fixture, T, 2);
    }
    fixture.plan();
    assertThat(fixture.job().range().to()).isEqualTo(new Position(4));
    assertThat(fixture.job().receivedThrough()).isEqualTo(T - 1);

    fixture.deliver();
    assertThat(fixture.engine.planDue()).isEqualTo(1);
    assertThat(fixture.job().range().to()).isEqualTo(new Position(8));
    assertThat(fixture.job().receivedFrom()).isEqualTo(T - 1);
    assertThat(fixture.job().receivedThrough()).isEqualTo(T - 1);

    fixture.deliver();
    assertThat(fixture.engine.planDue()).isEqualTo(1);
    fixture.deliver();
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void neverCutsWhereThroughWouldBeBelowFrom() {
    EngineFixture fixture = new EngineFixture(jobOf(3), OutputSettings.DEFAULT);
    long from = fixture.stream().receivedThrough();
    receive(fixture, from, 2);
    receive(fixture, from, 2);
    receive(fixture, from + 1, 1);
    receive(fixture, from + 2, 1);

    ExportJob job = fixture.plan();

    assertThat(job.range().to()).isEqualTo(new Position(4));
    assertThat(job.receivedThrough()).isEqualTo(from);
  }

  @Test
  void takesABlockThatIsBiggerThanAJobAsAWhole() {
    EngineFixture fixture = new EngineFixture(jobOf(3), OutputSettings.DEFAULT);
    receive(fixture, T, 10);
    receive(fixture, T + 1, 1);

    assertThat(fixture.plan().range().to()).isEqualTo(new Position(10));
  }

  @Test
  void cutsAJobThatWouldWriteToTooManyFolders() {
    EngineSettings small = EngineFixture.SMALL;
    EngineFixture fixture =
        new EngineFixture(
            new EngineSettings(
                1,
                1,
                1 << 20,
                3,
                100_000,
                24,
                1024,
                1 << 20,
                small.lease(),
                small.requestTimeout()),
            OutputSettings.DEFAULT);
    for (int hour = 0; hour < 8; hour++) {
      fixture.append(T + hour, fixture.event(EventKind.QUERY, T - hour * 3_600_000L));
    }
    fixture.plan();
    assertThat(fixture.deliver().objects()).hasSize(3);
    assertThat(fixture.engine.planDue()).isEqualTo(1);
    assertThat(fixture.deliver().objects()).hasSize(3);
    assertThat(fixture.engine.planDue()).isEqualTo(1);
    assertThat(fixture.deliver().objects()).hasSize(2);
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void runPlansOneNowAndLeavesTheTick() {
    EngineFixture fixture = new EngineFixture();
    fixture.plan();
    fixture.deliver();
    fixture.time.advance(Duration.ofMinutes(7));
    fixture.log.barrierAt(fixture.time.now().toEpochMilli());

    ExportJob job = fixture.engine.run(fixture.configuration.id()).orElseThrow();

    assertThat(job.scheduledAt()).isEqualTo(fixture.time.now());
    assertThat(job.requested()).isTrue();
    assertThat(fixture.stream().lastTick()).isEqualTo(Samples.NOW);
    fixture.deliver();
    fixture.time.advance(Duration.ofHours(1));
    assertThat(fixture.engine.planDue()).isEqualTo(1);
    assertThat(fixture.job().scheduledAt()).isEqualTo(Samples.NOW.plusSeconds(3600));
  }

  @Test
  void runReturnsTheUnfinishedJobAndLetsItStartNow() {
    EngineFixture fixture = new EngineFixture();
    fixture.appendVaried(10, 1, 1);
    ExportJob planned = fixture.plan();
    fixture.stores.behave(
        FailingObjectStores.Behaviour.REFUSES, 0, Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED"));
    fixture.attempt();
    fixture.stores.heal();
    assertThat(fixture.engine.claimNext()).isEmpty();

    ExportJob job = fixture.engine.run(fixture.configuration.id()).orElseThrow();

    assertThat(job.id()).isEqualTo(planned.id());
    fixture.deliver();
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void runOfAnUnknownConfigurationIsEmpty() {
    EngineFixture fixture = new EngineFixture();

    assertThat(fixture.engine.run(new ConfigurationId(UUID.randomUUID()))).isEmpty();
  }

  @Test
  void aDisabledExportKeepsItsPositionAndCatchesUp() {
    EngineFixture fixture = new EngineFixture();
    fixture.appendVaried(50, 3, 1);
    fixture.ledger.change(Samples.withEnabled(fixture.configuration, false));
    fixture.time.advance(Duration.ofDays(30));
    assertThat(fixture.engine.planDue()).isZero();
    fixture.appendVaried(50, 3, 2);

    fixture.ledger.change(Samples.withEnabled(current(fixture), true));
    fixture.plan();
    fixture.deliver();

    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void runDeliversADisabledExport() {
    EngineFixture fixture = new EngineFixture();
    fixture.appendVaried(50, 3, 1);
    fixture.ledger.change(Samples.withEnabled(fixture.configuration, false));

    assertThat(fixture.engine.run(fixture.configuration.id())).isPresent();
    fixture.deliver();

    fixture.assertDeliveredExactlyOnce();
    fixture.time.advance(Duration.ofDays(1));
    assertThat(fixture.engine.planDue()).isZero();
  }

  @Test
  void anExportThatCannotBePlannedDoesNotStopTheOthers() {
    EngineFixture fixture = new EngineFixture();
    StorageIntegration other =
        Samples.integration(new TenantId("other"), Samples.location("elsewhere"));
    fixture.ledger.add(other, Samples.CREDENTIALS);
    ExportConfiguration broken = Samples.configuration(other);
    Stream beyond = Samples.stream(broken);
    fixture.ledger.add(
        broken, Samples.withCursor(beyond, new Position(99)), Samples.NOW.minusSeconds(1));

    fixture.plan();
    assertThat(fixture.job().configuration()).isEqualTo(fixture.configuration.id());
    assertThat(fixture.listener.defects).hasSize(1);

    fixture.engine.planDue();
    assertThat(fixture.listener.defects).as("left alone for a while").hasSize(1);
    fixture.time.advance(Duration.ofSeconds(30));
    fixture.engine.planDue();
    assertThat(fixture.listener.defects).hasSize(2);
  }

  @Test
  void waitsForALogThatTakesNoWritesAndSaysSoOnce() throws InterruptedException {
    EngineFixture fixture = new EngineFixture();
    for (int i = 0; i < 5; i++) {
      fixture.add(fixture.integration, OutputSettings.DEFAULT);
    }
    fixture.time.advance(Duration.ofMinutes(5));
    fixture.log.writable(false);
    for (int second = 0; second < 3; second++) {
      assertThat(fixture.engine.planDue()).isZero();
      assertThat(fixture.engine.planDue(Runnable::run)).isZero();
    }
    assertThat(fixture.listener.ofTheLog).containsExactly("unavailable: the disk is full");
    assertThat(fixture.listener.defects).isEmpty();

    fixture.log.writable(true);
    assertThat(fixture.engine.planDue()).isEqualTo(6);
    assertThat(fixture.listener.ofTheLog)
        .containsExactly("unavailable: the disk is full", "available");
  }

  @Test
  void tellsOfTheLogAgainWhenItFailsAgain() {
    EngineFixture fixture = new EngineFixture();
    fixture.time.advance(Duration.ofMinutes(5));
    fixture.log.writable(false);
    fixture.engine.planDue();
    fixture.log.writable(true);
    fixture.engine.planDue();
    fixture.engine.planDue();
    fixture.add(fixture.integration, OutputSettings.DEFAULT);
    fixture.log.writable(false);
    fixture.engine.planDue();

    assertThat(fixture.listener.ofTheLog)
        .containsExactly(
            "unavailable: the disk is full", "available", "unavailable: the disk is full");
  }

  private static ExportConfiguration current(EngineFixture fixture) {
    return fixture.ledger.plannable(fixture.configuration.id()).orElseThrow().configuration();
  }

  private static void receive(EngineFixture fixture, long receivedTime, int events) {
    Event[] block = new Event[events];
    for (int i = 0; i < events; i++) {
      block[i] = fixture.event(EventKind.QUERY, T);
    }
    fixture.append(receivedTime, block);
  }

  /** A job of so many of {@link #receive}'s events. */
  static EngineSettings jobOf(int events) {
    int line = new Event(EventKind.QUERY, T, "", "event-000000").line(T).length() + 1;
    EngineSettings small = EngineFixture.SMALL;
    return new EngineSettings(
        1,
        1,
        (long) events * line,
        1000,
        100_000,
        24,
        1024,
        1 << 20,
        small.lease(),
        small.requestTimeout());
  }
}
