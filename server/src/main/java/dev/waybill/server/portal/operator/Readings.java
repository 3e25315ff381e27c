package dev.waybill.server.portal.operator;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.retention.QuotaPressure;
import dev.waybill.server.sql.ExportBacklog;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;

/**
 * What the service tells of itself at a moment.
 *
 * @param log its health: whether events are taken, and removed when they are old
 * @param diskFree the share of the data directory's disk that is free; not a number if that cannot
 *     be told
 * @param logBytes of the event log's files
 * @param lagIntervals by how many of its intervals the export is behind that is so by most
 * @param oldestUndelivered for how long at most an event has waited
 * @param atRisk exports that are about to lose events to the hard limit
 * @param quotas how much of their storage quotas tenants used, when that was looked at last; empty
 *     before the first look
 */
record Readings(
    Health log,
    Health controlPlane,
    Health keys,
    double diskFree,
    long logBytes,
    ExportBacklog backlog,
    double lagIntervals,
    Duration oldestUndelivered,
    long atRisk,
    Optional<QuotaPressure> quotas) {
  Readings {
    requireNonNull(log, "log is null");
    requireNonNull(controlPlane, "controlPlane is null");
    requireNonNull(keys, "keys is null");
    requireNonNull(backlog, "backlog is null");
    requireNonNull(oldestUndelivered, "oldestUndelivered is null");
    requireNonNull(quotas, "quotas is null");
  }
}
