package dev.waybill.simulation;

import dev.waybill.event.EventKind;
import dev.waybill.event.EventLine;
import dev.waybill.event.SampleEvent;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes events as senders do: in time, late, absurd, long and short, some of them twice. */
final class EventLoad {
  private static final long YEAR_2000 = 946_684_800_000L;
  private static final long HOUR = 3_600_000L;
  private static final String FILLING = "x".repeat(400);

  private final Dice dice;
  private final List<SampleEvent> sent = new ArrayList<>();
  private int made;

  EventLoad(Dice dice) {
    this.dice = dice;
  }

  /**
   * @param now what the senders' clock says
   * @param spread over how much of the past most events lie
   */
  List<SampleEvent> batch(TenantId tenant, int events, long now, Duration spread) {
    List<SampleEvent> batch = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      boolean again = !sent.isEmpty() && dice.chance(0.02);
      SampleEvent event = again ? dice.pick(sent) : event(tenant, now, spread);
      if (event.tenant().equals(tenant)) {
        batch.add(event);
        sent.add(event);
      }
    }
    return batch;
  }

  private SampleEvent event(TenantId tenant, long now, Duration spread) {
    made++;
    EventKind kind = dice.pick(EventKind.QUERY, EventKind.SYSTEM, EventKind.CUSTOM);
    String category = kind == EventKind.SYSTEM ? dice.pick("", "auth", "data") : "";
    return new SampleEvent(
        tenant,
        "e" + made,
        kind,
        eventTime(now, spread),
        category,
        FILLING.substring(0, dice.chance(0.05) ? 400 : dice.between(0, 40)),
        false);
  }

  private long eventTime(long now, Duration spread) {
    return switch (dice.between(0, 19)) {
      case 0 -> EventLine.TIME_OF_RECEIPT;
      case 1 -> dice.pick(5L, YEAR_2000 - 1, YEAR_2000, -1L);
      case 2 -> now + 24 * HOUR + dice.between(-3L, 3L);
      case 3 -> now + dice.between(20 * HOUR, 60 * HOUR);
      case 4 -> now - dice.between(0, 40 * 24 * HOUR);
      default -> now - dice.between(0, spread.toMillis());
    };
  }
}
