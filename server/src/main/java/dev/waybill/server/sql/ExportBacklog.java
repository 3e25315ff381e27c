package dev.waybill.server.sql;

import dev.waybill.export.Interval;
import dev.waybill.fault.Stage;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What deliveries have before them, over all tenants.
 *
 * @param due enabled configurations whose tick has come and whose job is not planned yet
 * @param running jobs with an attempt under way
 * @param blocked jobs whose last attempt failed, by the stage at which it did
 * @param streams of enabled configurations, the one that is furthest behind first
 */
public record ExportBacklog(
    long due, long running, Map<Stage, Long> blocked, List<Standing> streams) {
  /** How far a stream has come; everything received up to the time is delivered. */
  public record Standing(
      TenantId tenant, Interval interval, Position cursor, Instant receivedThrough) {}

  public ExportBacklog {
    blocked = Map.copyOf(blocked);
    streams = List.copyOf(streams);
  }
}
