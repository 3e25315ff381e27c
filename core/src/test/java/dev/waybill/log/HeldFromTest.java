package dev.waybill.log;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeldFromTest {
  private static final TenantId ACME = new TenantId("acme");

  private final InMemoryEventLog log = new InMemoryEventLog(new SettableTime());

  /** Three events in incarnation 0, none in 1, two in 2. */
  @BeforeEach
  void fill() {
    log.append(EventBatches.of(ACME, "a", "b", "c"), REJECT_EVENT);
    log.beginIncarnation(1);
    log.beginIncarnation(2);
    log.append(EventBatches.of(ACME, "d", "e"), REJECT_EVENT);
  }

  @Test
  void isTheBeginningWhileNothingIsGone() {
    assertThat(heldFrom()).isEqualTo(Position.ZERO);
    assertThat(HeldFrom.of(log, new TenantId("other"))).isEqualTo(Position.ZERO);
  }

  @Test
  void isTheStartWithinAnIncarnation() {
    log.trim(ACME, new Position(2));
    assertThat(heldFrom()).isEqualTo(new Position(2));

    log.trim(ACME, Position.of(2, 4));
    assertThat(heldFrom()).isEqualTo(Position.of(2, 4));
  }

  @Test
  void liesBeforeAGapOverWhichTheStartMoved() {
    log.trim(ACME, Position.of(2, 3));

    assertThat(heldFrom()).isEqualTo(new Position(3));
  }

  @Test
  void isTheEndIfNothingIsHeld() {
    log.trim(ACME, Position.of(2, 5));

    assertThat(heldFrom()).isEqualTo(Position.of(2, 5));
  }

  private Position heldFrom() {
    return HeldFrom.of(log, ACME);
  }
}
