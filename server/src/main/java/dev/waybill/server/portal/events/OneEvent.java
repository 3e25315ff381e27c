package dev.waybill.server.portal.events;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.Position;
import dev.waybill.server.search.EventLookup;
import dev.waybill.server.search.SearchAnswer;
import dev.waybill.server.search.SearchRequest;
import dev.waybill.server.security.Caller;
import java.util.Optional;
import java.util.Set;

/** Finds an event again, by when it was received and by its id. */
final class OneEvent {
  private static final int AT_ONCE = 50;

  /** Of a moment in which more was received than one look-up sees. */
  private static final int MOST_LOOK_UPS = 10;

  private final EventLookup lookup;

  OneEvent(EventLookup lookup) {
    this.lookup = requireNonNull(lookup, "lookup is null");
  }

  /**
   * Empty if there is no such event, or no longer.
   *
   * @param received milliseconds since the epoch
   */
  Optional<StoredEvent> find(Caller caller, long received, String id) {
    Optional<Position> cursor = Optional.empty();
    for (int i = 0; i < MOST_LOOK_UPS; i++) {
      SearchAnswer answer = lookup.find(caller, request(received, id, cursor));
      Optional<StoredEvent> found =
          answer.lines().stream()
              .map(StoredEvent::of)
              .filter(event -> event.id().equals(id))
              .findFirst();
      if (found.isPresent() || answer.complete()) {
        return found;
      }
      cursor = Optional.of(answer.cursor());
    }
    return Optional.empty();
  }

  /** What has the id somewhere; whose id it is, is seen by reading the line. */
  private static SearchRequest request(long received, String id, Optional<Position> cursor) {
    return new SearchRequest(
        received,
        received + 1,
        SearchRequest.By.RECEIVED,
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(id),
        Optional.empty(),
        SearchRequest.Order.DESC,
        AT_ONCE,
        cursor);
  }
}
