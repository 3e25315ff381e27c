package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.Barrier;
import dev.waybill.log.EventLog;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;

/**
 * Where a stream starts in a tenant's log.
 *
 * @param receivedThrough milliseconds; nothing received at that time or before is delivered
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
      case StartFrom.Beginning _ -> new Start(log.start(tenant), 0);
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
  Start notBefore(Position earliest) {
    return position.compareTo(earliest) < 0 ? new Start(earliest, receivedThrough) : this;
  }

  private static Start at(EventLog log, TenantId tenant, Instant time) {
    long millis = time.toEpochMilli();
    return new Start(log.positionAt(tenant, millis), millis - 1);
  }
}
