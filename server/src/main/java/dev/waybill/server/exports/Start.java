package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.Barrier;
import dev.waybill.log.EventLog;
import dev.waybill.log.HeldSince;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;

/**
 * Where a stream starts in a tenant's log.
 *
 * @param receivedThrough milliseconds; nothing received at that time or before is delivered, and
 *     everything that was received later: later than asked for if the log has lost some of that
 */
record Start(Position position, long receivedThrough) {
  private static final Duration HOUR = Duration.ofHours(1);

  Start {
    requireNonNull(position, "position is null");
  }

  static Start resolve(EventLog log, TenantId tenant, StartFrom from) {
    return switch (from) {
      case StartFrom.LastHour _ -> {
        // By the log's own clock, which does not follow every step of the wall clock.
        long now = log.barrier(tenant).receivedTime();
        yield at(log, tenant, Instant.ofEpochMilli(now).minus(HOUR));
      }
      case StartFrom.Beginning _ -> since(log, tenant, log.start(tenant), 0);
      case StartFrom.Now _ -> {
        Barrier barrier = log.barrier(tenant);
        yield new Start(barrier.position(), barrier.receivedTime());
      }
      case StartFrom.At at -> {
        // What was received before that time, but is not durable yet, must not count as later.
        log.barrier(tenant);
        yield at(log, tenant, at.time());
      }
    };
  }

  /** The same, or from there on if that is later. */
  Start notBefore(EventLog log, TenantId tenant, Position earliest) {
    return position.compareTo(earliest) < 0 ? since(log, tenant, earliest, receivedThrough) : this;
  }

  private static Start at(EventLog log, TenantId tenant, Instant time) {
    long millis = time.toEpochMilli();
    return since(log, tenant, log.positionAt(tenant, millis), millis - 1);
  }

  private static Start since(EventLog log, TenantId tenant, Position from, long after) {
    return new Start(from, HeldSince.of(log, tenant, from, after));
  }
}
