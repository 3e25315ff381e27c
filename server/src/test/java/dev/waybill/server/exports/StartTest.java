package dev.waybill.server.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.EventLog;
import dev.waybill.log.InMemoryEventLog;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three events were received: at 12:00, 13:00 and 13:30; it is 14:00. */
class StartTest {
  private static final TenantId TENANT = new TenantId("acme");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final SettableTime time = new SettableTime(NOON);
  private final EventLog log = new InMemoryEventLog(time);

  @BeforeEach
  void receive() {
    receive("a", Duration.ofHours(1));
    receive("b", Duration.ofMinutes(30));
    receive("c", Duration.ofMinutes(30));
  }

  @Test
  void theLastHourBeginsSixtyMinutesBefore() {
    Start start = start("LAST_HOUR");
    assertThat(start.position()).isEqualTo(log.start(TENANT).plus(1));
    assertThat(Instant.ofEpochMilli(start.receivedThrough())).isEqualTo("2026-11-20T12:59:59.999Z");
  }

  @Test
  void theBeginningIsWhatIsHeld() {
    Start start = start("BEGINNING");
    assertThat(start.position()).isEqualTo(log.start(TENANT));
    assertThat(start.receivedThrough()).isZero();
  }

  @Test
  void theBeginningOfWhatIsLeftIsWhenThatWasReceived() {
    log.trim(TENANT, log.start(TENANT).plus(1));

    Start start = start("BEGINNING");

    assertThat(start.position()).isEqualTo(log.start(TENANT));
    assertThat(Instant.ofEpochMilli(start.receivedThrough())).isEqualTo("2026-11-20T12:59:59.999Z");
  }

  @Test
  void theBeginningIsNowIfNothingIsLeft() {
    log.trim(TENANT, log.end(TENANT));

    Start start = start("BEGINNING");

    assertThat(start.position()).isEqualTo(log.end(TENANT));
    assertThat(start.receivedThrough()).isGreaterThanOrEqualTo(time.now().toEpochMilli());
  }

  @Test
  void nowIsAfterEverythingAccepted() {
    Start start = start("NOW");
    assertThat(start.position()).isEqualTo(log.end(TENANT));
    assertThat(start.receivedThrough()).isGreaterThanOrEqualTo(time.now().toEpochMilli());
  }

  @Test
  void aTimeIsATimeOfReceiptInAnyZone() {
    Start start = start("2026-11-20T14:15:00+01:00");
    assertThat(start.position()).isEqualTo(log.start(TENANT).plus(2));
    assertThat(Instant.ofEpochMilli(start.receivedThrough())).isEqualTo("2026-11-20T13:14:59.999Z");
  }

  @Test
  void aTimeStaysAsAskedWhileNothingIsGone() {
    Start start = start("2026-01-01T00:00:00Z");
    assertThat(start.position()).isEqualTo(log.start(TENANT));
    assertThat(Instant.ofEpochMilli(start.receivedThrough())).isEqualTo("2025-12-31T23:59:59.999Z");
  }

  /** What was removed may have been received at any time before that. */
  @Test
  void aTimeFromWhichOnSomeMayBeGoneIsLater() {
    log.trim(TENANT, log.start(TENANT).plus(1));

    for (String asked : List.of("2026-01-01T00:00:00Z", "2026-11-20T12:30:00Z")) {
      Start start = start(asked);

      assertThat(start.position()).isEqualTo(log.start(TENANT));
      assertThat(Instant.ofEpochMilli(start.receivedThrough()))
          .isEqualTo("2026-11-20T12:59:59.999Z");
    }
  }

  @Test
  void aTimeFromWhichOnAllIsHeldStaysAsAsked() {
    log.trim(TENANT, log.start(TENANT).plus(1));

    Start start = start("2026-11-20T13:15:00Z");

    assertThat(start.position()).isEqualTo(log.start(TENANT).plus(1));
    assertThat(Instant.ofEpochMilli(start.receivedThrough())).isEqualTo("2026-11-20T13:14:59.999Z");
  }

  @Test
  void whatIsGivenUpMovesItsTimeToo() {
    Start asked = start("BEGINNING");
    Position first = log.start(TENANT);

    Start left = asked.notBefore(log, TENANT, first.plus(2));

    assertThat(left.position()).isEqualTo(first.plus(2));
    assertThat(Instant.ofEpochMilli(left.receivedThrough())).isEqualTo("2026-11-20T13:29:59.999Z");
    assertThat(asked.notBefore(log, TENANT, first)).isEqualTo(asked);
  }

  @Test
  void aTenantWithoutEventsStartsToo() {
    TenantId silent = new TenantId("silent");
    for (String asked : List.of("LAST_HOUR", "BEGINNING")) {
      StartFrom from = StartFrom.parse(asked, time.now());
      assertThat(Start.resolve(log, silent, from).position()).isEqualTo(log.start(silent));
    }
    StartFrom beginning = StartFrom.parse("BEGINNING", time.now());
    assertThat(Start.resolve(log, silent, beginning).receivedThrough()).isZero();
  }

  private Start start(String text) {
    return Start.resolve(log, TENANT, StartFrom.parse(text, time.now()));
  }

  private void receive(String id, Duration then) {
    assertThat(log.append(EventBatches.of(TENANT, id), ConflictPolicy.REJECT_EVENT))
        .isInstanceOf(AppendOutcome.class);
    time.advance(then);
  }
}
