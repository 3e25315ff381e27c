package dev.waybill.server.audit;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.TenantId;
import java.util.List;
import java.util.UUID;

/** Acts that are recorded, but perhaps not in the event log yet. Safe for use by many threads. */
public interface AuditOutbox {

  /**
   * One that waits.
   *
   * @param id its {@code eventID}
   * @param event its text
   */
  record Waiting(UUID id, TenantId tenant, String event) {
    public Waiting {
      requireNonNull(id, "id is null");
      requireNonNull(tenant, "tenant is null");
      requireNonNull(event, "event is null");
    }
  }

  /** Those that were recorded first, in that order; none of a tenant that was deleted. */
  List<Waiting> oldest(int limit);

  /**
   * Forgets those that are in the log. What is not there any more, for whatever reason, is fine.
   */
  void remove(List<UUID> ids);

  /**
   * Has it called, by whoever recorded something, when that is durable; once only, at the start.
   */
  void onRecorded(Runnable listener);
}
