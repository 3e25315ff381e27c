package dev.waybill.server.search;

import static java.util.Objects.requireNonNull;

import dev.waybill.event.EventKind;
import dev.waybill.server.security.Caller;
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

  private final EventLookup lookup;

  public Trail(EventLookup lookup) {
    this.lookup = requireNonNull(lookup, "lookup is null");
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
            Optional.empty(),
            Optional.of(SOURCE),
            SearchRequest.Order.DESC,
            limit,
            SearchRequest.cursor(before));
    SearchAnswer answer = lookup.find(caller, asked);
    return new Stretch(
        answer.lines().stream().map(JSON::readTree).toList(),
        answer.complete() ? Optional.empty() : Optional.of(answer.cursor().toString()));
  }
}
