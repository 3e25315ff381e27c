package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.EventLog;
import dev.waybill.log.FirstReceipt;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.server.sql.TenantHoldings;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * All that there is of a tenant.
 *
 * @param oldestUndelivered when the oldest event was received that an export has not delivered yet
 */
record TenantContents(
    long events, long bytes, TenantHoldings holdings, Optional<Instant> oldestUndelivered) {

  TenantContents {
    requireNonNull(holdings, "holdings is null");
    requireNonNull(oldestUndelivered, "oldestUndelivered is null");
  }

  static TenantContents of(TenantId tenant, TenantHoldings holdings, EventLog log) {
    Position start = log.start(tenant);
    Position end = log.end(tenant);
    return new TenantContents(
        log.given(tenant, new Range(start, end)),
        log.bytes(tenant),
        holdings,
        holdings
            .furthestBehind()
            .map(cursor -> cursor.compareTo(start) < 0 ? start : cursor)
            .filter(first -> first.compareTo(end) < 0)
            .flatMap(first -> FirstReceipt.in(log, tenant, new Range(first, end))));
  }

  void write(JsonGenerator json, String field) {
    json.writeObjectPropertyStart(field);
    json.writeNumberProperty("events", events);
    json.writeNumberProperty("bytes", bytes);
    json.writeNumberProperty("configurations", holdings.configurations());
    json.writeNumberProperty("integrations", holdings.integrations());
    json.writeNumberProperty("keys", holdings.keys());
    json.writeNumberProperty("unfinishedJobs", holdings.unfinishedJobs());
    oldestUndelivered.ifPresent(
        time -> json.writeStringProperty("oldestUndeliveredReceivedAt", time.toString()));
    json.writeEndObject();
  }
}
