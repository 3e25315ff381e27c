package dev.waybill.log;

import dev.waybill.tenant.TenantId;

/**
 * The lowest place from which on a log holds all that it was given. That is {@link EventLog#start},
 * or lies below it if there are only gaps between incarnations in between: a range that begins in
 * such a gap, or just before it, has lost nothing.
 */
public final class HeldFrom {

  private HeldFrom() {}

  public static Position of(EventLog log, TenantId tenant) {
    Position start = log.start(tenant);
    long lowest = 0;
    long held = start.value();
    while (lowest < held) {
      long middle = lowest + (held - lowest) / 2;
      if (log.given(tenant, new Range(new Position(middle), start)) == 0) {
        held = middle;
      } else {
        lowest = middle + 1;
      }
    }
    return new Position(held);
  }
}
