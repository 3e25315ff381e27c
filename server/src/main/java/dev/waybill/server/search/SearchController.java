package dev.waybill.server.search;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/audit/events}. */
@RestController
public final class SearchController {
  private static final int OK = 200;

  private final EventLookup lookup;

  public SearchController(EventLookup lookup) {
    this.lookup = requireNonNull(lookup, "lookup is null");
  }

  @GetMapping("/api/audit/events")
  void search(HttpServletRequest request, HttpServletResponse response) throws IOException {
    SearchRequest asked = SearchRequest.of(request::getParameterValues);
    JsonAnswer.send(response, OK, lookup.find(Caller.of(request), asked).toJson());
  }
}
