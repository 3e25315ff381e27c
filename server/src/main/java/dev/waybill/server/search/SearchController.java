package dev.waybill.server.search;

import dev.waybill.log.EventLog;
import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.security.Caller;
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

  public SearchController(EventLog log, TimeSource time) {
    this.search = new EventSearch(log, time);
  }

  @GetMapping("/api/audit/events")
  void search(HttpServletRequest request, HttpServletResponse response) throws IOException {
    SearchRequest asked = SearchRequest.of(request);
    SearchAnswer answer = search.search(Caller.of(request).requireTenant(), asked);
    JsonAnswer.send(response, OK, answer.toJson());
  }
}
