package dev.waybill.server.search;

import static java.util.Objects.requireNonNull;

import dev.waybill.event.EventKind;
import dev.waybill.log.EventLog;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.Caller;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service has recorded of what was done with it, newest first. */
public final class Trail {
  private static final String SOURCE = "Waybill";
  private static final JsonMapper JSON = new JsonMapper();

  private final EventSearch search;
  private final TenantDeletions deletions;
  private final AccessAudit audit;

  public Trail(EventLog log, TenantDeletions deletions, AccessAudit audit, TimeSource time) {
    this.search = new EventSearch(log, time);
    this.deletions = requireNonNull(deletions, "deletions is null");
    this.audit = requireNonNull(audit, "audit is null");
  }

  /**
   * A stretch of it.
   *
   * @param older where the next one begins; empty if there is none
   */
  public record Stretch(List<JsonNode> events, Optional<String> older) {
    public Stretch {
      events = List.copyOf(events);
      requireNonNull(older, "older is null");
    }
  }

  /**
   * The newest events, or those before a stretch. Looks at a bounded number of events, so it may
   * find none though there are older ones. That somebody reads them is recorded.
   *
   * @param before as {@link Stretch#older} has it; null for the newest
   */
  public Stretch newest(Caller caller, int limit, @Nullable String before) {
    var asked =
        new SearchRequest(
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            SearchRequest.By.RECEIVED,
            Set.of(EventKind.SYSTEM),
            Optional.empty(),
            Optional.empty(),
            Optional.of(SOURCE),
            SearchRequest.Order.DESC,
            limit,
            SearchRequest.cursor(before));
    JsonNode answer = JSON.readTree(search.search(caller.requireTenant(), asked).toJson());
    if (deletions.concern(caller)) {
      throw new ProblemException(
          ProblemCode.NOT_FOUND, "The tenant was deleted while the request was under way.");
    }
    audit.read(caller, caller.requireTenant(), asked.act());
    // Others have the word somewhere else.
    List<JsonNode> ours =
        answer
            .path("events")
            .valueStream()
            .filter(event -> event.path("eventSource").asString("").equals(SOURCE))
            .toList();
    return new Stretch(
        ours,
        answer.path("complete").asBoolean()
            ? Optional.empty()
            : Optional.of(answer.path("cursor").asString()));
  }
}
