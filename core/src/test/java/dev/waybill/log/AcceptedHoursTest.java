package dev.waybill.log;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptedHoursTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");

  private final SettableTime time = new SettableTime(MIDNIGHT.plus(Duration.ofMinutes(10)));
  private final InMemoryEventLog log = new InMemoryEventLog(time);

  @Test
  void countsTheEventsOfEachHour() {
    receive(ACME, "a", "b");
    receive(OTHER, "x");
    time.advance(Duration.ofHours(2));
    receive(ACME, "c");

    assertThat(hours(at(0), at(3))).containsExactly(hour(0, 2), hour(1, 0), hour(2, 1));
    assertThat(hours(at(0).plusMillis(1), at(2))).containsExactly(hour(1, 0));
  }

  @Test
  void countsWhatWasReceivedAsTheHourBeganInThatHour() {
    time.advance(Duration.ofMinutes(50));
    receive(ACME, "a");

    assertThat(hours(at(0), at(2))).containsExactly(hour(0, 0), hour(1, 1));
  }

  @Test
  void countsNoGapBetweenIncarnations() {
    receive(ACME, "a");
    log.beginIncarnation(1);
    receive(ACME, "b");

    assertThat(hours(at(0), at(1))).containsExactly(hour(0, 2));
  }

  @Test
  void leavesOutHoursOfWhichSomethingWasRemoved() {
    receive(ACME, "a", "b");
    time.advance(Duration.ofHours(1));
    receive(ACME, "c");
    log.trim(ACME, new Position(1));

    assertThat(hours(at(0), at(2))).containsExactly(hour(1, 1));
  }

  /** Another event of that very moment may have been removed. */
  @Test
  void leavesOutTheHourThatBeginsWithTheOldestEventHeld() {
    time.advance(Duration.ofMinutes(50));
    receive(ACME, "a", "b");
    log.trim(ACME, new Position(1));

    assertThat(hours(at(1), at(3))).containsExactly(hour(2, 0));
  }

  @Test
  void knowsNothingOnceEverythingWasRemoved() {
    receive(ACME, "a");
    log.trim(ACME, log.end(ACME));

    assertThat(hours(at(0), at(9))).isEmpty();
  }

  private List<AcceptedHour> hours(Instant from, Instant to) {
    return AcceptedHours.of(log, ACME, from, to);
  }

  private static AcceptedHour hour(int hour, long events) {
    return new AcceptedHour(at(hour), events);
  }

  private static Instant at(int hour) {
    return MIDNIGHT.plus(Duration.ofHours(hour));
  }

  private void receive(TenantId tenant, String... ids) {
    for (String id : ids) {
      log.append(EventBatches.of(tenant, id), REJECT_EVENT);
    }
  }
}
