package dev.waybill.log;

import static java.time.temporal.ChronoUnit.HOURS;

import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many events a tenant's log took in each hour. The positions tell, so that there is no counter
 * that a crash could leave behind, and an hour's number is exact as long as all of it is held.
 */
public final class AcceptedHours {
  private static final Position END = new Position(Long.MAX_VALUE);

  private AcceptedHours() {}

  /**
   * The hours that begin at {@code from} or later and before {@code to}, ascending; those of which
   * something was removed are left out. Reads little, but for each hour.
   */
  public static List<AcceptedHour> of(EventLog log, TenantId tenant, Instant from, Instant to) {
    List<AcceptedHour> hours = new ArrayList<>();
    Instant hour = firstHour(from);
    Position begin = log.positionAt(tenant, hour.toEpochMilli());
    while (hour.isBefore(to)) {
      Instant next = hour.plus(1, HOURS);
      Position end = later(begin, log.positionAt(tenant, next.toEpochMilli()));
      hours.add(new AcceptedHour(hour, log.given(tenant, new Range(begin, end))));
      hour = next;
      begin = end;
    }
    Instant removed = removedUpTo(log, tenant); // last: what went meanwhile was not counted
    return hours.stream().filter(each -> each.hour().isAfter(removed)).toList();
  }

  /** Of a tenant that is deleted meanwhile the log begins anew. */
  private static Position later(Position a, Position b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Instant firstHour(Instant from) {
    Instant hour = from.truncatedTo(HOURS);
    return hour.equals(from) ? hour : hour.plus(1, HOURS);
  }

  /** Nothing received later was removed. Times never decrease along the log. */
  private static Instant removedUpTo(EventLog log, TenantId tenant) {
    Position start = log.start(tenant);
    if (log.given(tenant, new Range(Position.ZERO, start)) == 0) {
      return Instant.MIN;
    }
    Optional<Instant> oldest = FirstReceipt.in(log, tenant, new Range(start, END));
    return oldest.orElse(Instant.MAX);
  }
}
