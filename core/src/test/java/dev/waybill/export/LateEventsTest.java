package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import dev.waybill.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Events that come late, or claim to have happened when they cannot have. */
class LateEventsTest {
  private static final long RECEIVED = Instant.parse("2026-11-20T13:30:00Z").toEpochMilli();

  private final EngineFixture fixture = new EngineFixture();

  @Test
  void aLateEventGoesToTheHourInWhichItHappened() {
    assertThat(hourOf("2026-11-01T03:59:59.999Z")).isEqualTo("dt=2026-11-01/hour=03");
    assertThat(hourOf("2000-01-01T00:00:00Z")).isEqualTo("dt=2000-01-01/hour=00");
  }

  @Test
  void aLateEventIsDeliveredThoughItsHourWasDelivered() {
    append("2026-11-20T13:05:00Z");
    fixture.plan();
    fixture.deliver();
    fixture.append(RECEIVED + 3_600_000, fixture.event(EventKind.QUERY, "2026-11-20T13:10:00Z"));
    fixture.time.advance(Duration.ofHours(1));

    fixture.plan();
    fixture.deliver();

    assertThat(fixture.objects()).hasSize(2);
    fixture.assertDeliveredExactlyOnce();
  }

  @Test
  void anAbsurdTimeGoesToTheHourOfItsOwnReceipt() {
    assertThat(hourOf("1999-12-31T23:59:59.999Z")).isEqualTo("dt=2026-11-20/hour=13");
    assertThat(hourOf("1970-01-01T00:00:00Z")).isEqualTo("dt=2026-11-20/hour=13");
    assertThat(hourOf("2026-11-21T13:30:00.001Z")).isEqualTo("dt=2026-11-20/hour=13");
    assertThat(hourOf("2199-01-01T00:00:00Z")).isEqualTo("dt=2026-11-20/hour=13");
  }

  @Test
  void aTimeUpToADayAheadIsTaken() {
    assertThat(hourOf("2026-11-21T13:30:00Z")).isEqualTo("dt=2026-11-21/hour=13");
  }

  @Test
  void whatIsAbsurdDoesNotDependOnWhenItIsDelivered() {
    append("2026-11-21T13:30:00.001Z");
    fixture.plan();
    fixture.stores.behave(
        FailingObjectStores.Behaviour.STORES_AND_FORGETS,
        0,
        Samples.failure(Fault.CUSTOMER, "LOST"));
    assertThat(fixture.attempt()).isInstanceOf(AttemptOutcome.Failed.class);
    fixture.stores.heal();
    fixture.time.advance(Duration.ofDays(3));

    fixture.deliver();

    assertThat(fixture.objects()).hasSize(1);
    fixture.assertDeliveredExactlyOnce();
    assertThat(fixture.objects().keySet()).allMatch(key -> key.contains("dt=2026-11-20/hour=13"));
  }

  @Test
  void neighboursInAJobAreJudgedEachByItsOwnReceipt() {
    long ahead = RECEIVED + Duration.ofHours(25).toMillis();
    fixture.append(RECEIVED, fixture.event(EventKind.QUERY, ahead));
    fixture.append(
        RECEIVED + Duration.ofMinutes(60).toMillis(), fixture.event(EventKind.QUERY, ahead));
    fixture.time.advance(Duration.ofHours(1));

    fixture.plan();
    fixture.deliver();

    assertThat(fixture.objects().keySet())
        .anyMatch(key -> key.contains("dt=2026-11-20/hour=13"))
        .anyMatch(key -> key.contains("dt=2026-11-21/hour=14"))
        .hasSize(2);
    fixture.assertDeliveredExactlyOnce();
  }

  /** The folder of a single event that was received at 13:30. */
  private static String hourOf(String eventTime) {
    LateEventsTest alone = new LateEventsTest();
    alone.append(eventTime);
    alone.fixture.plan();
    alone.fixture.deliver();
    alone.fixture.assertDeliveredExactlyOnce();
    String key = alone.fixture.objects().keySet().iterator().next();
    return key.substring(key.indexOf("dt="), key.lastIndexOf('/'));
  }

  private void append(String eventTime) {
    fixture.append(RECEIVED, fixture.event(EventKind.QUERY, eventTime));
  }
}
