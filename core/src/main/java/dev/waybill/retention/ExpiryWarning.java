package dev.waybill.retention;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.EventLog;
import dev.waybill.log.FirstReceipt;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells which exports are at risk of losing events to the hard limit: those whose oldest
 * undelivered event is older than half of it.
 */
public final class ExpiryWarning {
  private final EventLog log;

  public ExpiryWarning(EventLog log) {
    this.log = requireNonNull(log, "log is null");
  }

  /** Whoever has come as far as this is not at risk. */
  public Position safeFrom(TenantId tenant, RetentionPolicy policy, Instant now) {
    return log.positionAt(tenant, policy.warnedBefore(now).toEpochMilli());
  }

  /**
   * When the hard limit takes the first event of a tenant at or after that cursor; empty as long as
   * that is further away than half of the limit.
   *
   * @param now the event log's time
   */
  public Optional<Instant> expiresAt(
      TenantId tenant, Position cursor, RetentionPolicy policy, Instant now) {
    Position safe = safeFrom(tenant, policy, now);
    Position start = log.start(tenant);
    Position first = cursor.compareTo(start) < 0 ? start : cursor;
    if (first.compareTo(safe) >= 0 || log.given(tenant, new Range(first, safe)) == 0) {
      return Optional.empty();
    }
    return FirstReceipt.in(log, tenant, new Range(first, safe))
        .map(time -> time.plus(policy.hardLimit()));
  }

  /** When the oldest event of a tenant was received that is still held. */
  public Optional<Instant> oldest(TenantId tenant) {
    return FirstReceipt.in(log, tenant, new Range(log.start(tenant), log.end(tenant)));
  }
}
