package dev.waybill.server.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waybill.event.EventBatches;
import dev.waybill.fault.InvalidInput;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.EventLog;
import dev.waybill.log.InMemoryEventLog;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three events were received: at 12:00, 13:00 and 13:30; it is 14:00. */
class StartCounterTest {
  private static final TenantId TENANT = new TenantId("acme");

  private final SettableTime time = new SettableTime(Instant.parse("2026-11-20T12:00:00Z"));
  private final EventLog log = new InMemoryEventLog(time);
  private final StartCounter counter = new StartCounter(log, time);

  @BeforeEach
  void receive() {
    receive("a", Duration.ofHours(1));
    receive("b", Duration.ofMinutes(30));
    receive("c", Duration.ofMinutes(30));
  }

  @Test
  void countsWhatEachStartWouldDeliver() {
    assertThat(counter.events(TENANT, "BEGINNING")).isEqualTo(3);
    assertThat(counter.events(TENANT, "LAST_HOUR")).isEqualTo(2);
    assertThat(counter.events(TENANT, "2026-11-20T13:10:00Z")).isEqualTo(1);
    assertThat(counter.events(TENANT, "NOW")).isZero();
  }

  @Test
  void countsNothingThatIsRemoved() {
    log.trim(TENANT, log.start(TENANT).plus(1));

    assertThat(counter.events(TENANT, "BEGINNING")).isEqualTo(2);
  }

  @Test
  void refusesWhatAnExportWouldNotTake() {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> counter.events(TENANT, "TOMORROW"));
  }

  private void receive(String id, Duration then) {
    assertThat(log.append(EventBatches.of(TENANT, id), ConflictPolicy.REJECT_EVENT))
        .isInstanceOf(AppendOutcome.class);
    time.advance(then);
  }
}
