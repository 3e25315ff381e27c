package dev.waybill.server.search;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.EventLog;
import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.Caller;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.time.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/audit/events}. */
@RestController
public final class SearchController {
  private static final int OK = 200;

  private final EventSearch search;
  private final TenantDeletions deletions;
  private final AccessAudit audit;

  public SearchController(
      EventLog log, TenantDeletions deletions, AccessAudit audit, TimeSource time) {
    this.search = new EventSearch(log, time);
    this.deletions = requireNonNull(deletions, "deletions is null");
    this.audit = requireNonNull(audit, "audit is null");
  }

  @GetMapping("/api/audit/events")
  void search(HttpServletRequest request, HttpServletResponse response) throws IOException {
    SearchRequest asked = SearchRequest.of(request);
    Caller caller = Caller.of(request);
    SearchAnswer answer = search.search(caller.requireTenant(), asked);
    if (deletions.concern(caller)) {
      throw new ProblemException(
          ProblemCode.NOT_FOUND, "The tenant was deleted while the request was under way.");
    }
    audit.read(caller, caller.requireTenant(), asked.act());
    JsonAnswer.send(response, OK, answer.toJson());
  }
}
