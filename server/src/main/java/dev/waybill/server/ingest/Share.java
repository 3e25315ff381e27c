package dev.waybill.server.ingest;

import dev.waybill.event.EventBatch;
import dev.waybill.event.EventLine;
import dev.waybill.tenant.TenantId;
import java.util.HashMap;
import java.util.Map;

/** How much of a request is one tenant's; bytes are those that the events take in the log. */
record Share(long events, long bytes) {

  /** Of a batch that is not empty; neighbours are mostly of one tenant. */
  static Map<TenantId, Share> ofTenants(EventBatch batch) {
    Map<TenantId, Share> shares = new HashMap<>();
    TenantId tenant = batch.lines().getFirst().tenant();
    long events = 0;
    long bytes = 0;
    for (EventLine line : batch.lines()) {
      if (!line.tenant().equals(tenant)) {
        shares.merge(tenant, new Share(events, bytes), Share::plus);
        tenant = line.tenant();
        events = 0;
        bytes = 0;
      }
      events++;
      bytes += line.length() + 1L;
    }
    shares.merge(tenant, new Share(events, bytes), Share::plus);
    return shares;
  }

  private Share plus(Share other) {
    return new Share(events + other.events, bytes + other.bytes);
  }
}
