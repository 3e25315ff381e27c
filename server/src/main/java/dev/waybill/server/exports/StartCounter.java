package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.log.EventLog;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;

/** Says how much a new export would deliver first. */
public final class StartCounter {
  private final EventLog log;
  private final TimeSource time;

  public StartCounter(EventLog log, TimeSource time) {
    this.log = requireNonNull(log, "log is null");
    this.time = requireNonNull(time, "time is null");
  }

  /**
   * How many events are held from there on, of all kinds and categories. Reads no event.
   *
   * @param startFrom as a new export takes it
   * @throws InvalidInput if a new export would not take it
   */
  public long events(TenantId tenant, String startFrom) {
    Start start = Start.resolve(log, tenant, StartFrom.parse(startFrom, time.now()));
    Position end = log.end(tenant);
    // After a restore the end is behind where the next event will be.
    return end.compareTo(start.position()) <= 0
        ? 0
        : log.given(tenant, new Range(start.position(), end));
  }
}
