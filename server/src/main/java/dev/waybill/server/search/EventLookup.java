package dev.waybill.server.search;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.EventLog;
import dev.waybill.log.FirstReceipt;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.Caller;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.Optional;

/** Finds events of a caller's tenant, and has it recorded that the caller reads them. */
public final class EventLookup {
  private final EventLog log;
  private final EventSearch search;
  private final TenantDeletions deletions;
  private final AccessAudit audit;

  public EventLookup(EventLog log, TenantDeletions deletions, AccessAudit audit, TimeSource time) {
    this.log = requireNonNull(log, "log is null");
    this.search = new EventSearch(log, time);
    this.deletions = requireNonNull(deletions, "deletions is null");
    this.audit = requireNonNull(audit, "audit is null");
  }

  /**
   * Looks through a bounded stretch of the tenant's log; what is left is looked through with the
   * answer's cursor. The caller has been found to hold the permission {@code READ}.
   *
   * @throws ProblemException if the tenant was deleted meanwhile: what was found may be another's
   *     that came after it
   */
  public SearchAnswer find(Caller caller, SearchRequest asked) {
    SearchAnswer answer = search.search(caller.requireTenant(), asked);
    requireTheSame(caller);
    audit.read(caller, caller.requireTenant(), asked.act());
    return answer;
  }

  /**
   * When the first event was received that is held of the tenant at or after that cursor; empty if
   * there is none.
   *
   * @throws ProblemException as {@link #find} does
   */
  public Optional<Instant> receivedFrom(Caller caller, Position cursor) {
    TenantId tenant = caller.requireTenant();
    Position end = log.end(tenant);
    Optional<Instant> received =
        cursor.compareTo(end) < 0
            ? FirstReceipt.in(log, tenant, new Range(cursor, end))
            : Optional.empty();
    requireTheSame(caller);
    return received;
  }

  private void requireTheSame(Caller caller) {
    if (deletions.concern(caller)) {
      throw new ProblemException(
          ProblemCode.NOT_FOUND, "The tenant was deleted while the request was under way.");
    }
  }
}
