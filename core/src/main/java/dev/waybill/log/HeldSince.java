package dev.waybill.log;

import dev.waybill.tenant.TenantId;

/**
 * After which time of receipt a log holds all that it was given: what a stream may claim that
 * begins at a position of it. What a trim removed left no time of receipt behind, so it may have
 * been received at any time before the first event that is held.
 */
public final class HeldSince {
  private static final Position END = new Position(Long.MAX_VALUE);

  private HeldSince() {}

  /**
   * The earliest time, but none before {@code after}, for which it is certain that every event
   * received later lies at {@code from} or above. That is {@code after} itself if nothing was ever
   * given below {@code from}, or an event is held below that tells that all there were received by
   * then; else 1 ms before the receipt of the first event held from there on, or, without any, now.
   *
   * <p>Holds for as long as nothing is trimmed above {@code from}.
   *
   * @param after milliseconds since the epoch, as is what is returned
   * @throws LogUnavailableException if something was given below, and the log takes no writes
   */
  public static long of(EventLog log, TenantId tenant, Position from, long after) {
    if (log.given(tenant, new Range(Position.ZERO, from)) == 0
        || isEarlierHeld(log, tenant, from, after)) {
      return after;
    }
    long now = log.barrier(tenant).receivedTime(); // what the scan does not find is received later
    return Math.max(
        after,
        FirstReceipt.in(log, tenant, new Range(from, END))
            .map(time -> time.toEpochMilli() - 1)
            .orElse(now));
  }

  /** Times of receipt never decrease: one held event tells of all that were removed before it. */
  private static boolean isEarlierHeld(EventLog log, TenantId tenant, Position from, long through) {
    Position later = log.positionAt(tenant, through + 1);
    Position start = log.start(tenant);
    return later.compareTo(from) >= 0
        && start.compareTo(from) < 0
        && log.given(tenant, new Range(start, from)) > 0;
  }
}
