package dev.waybill.server.portal.events;

import java.time.Instant;
import java.util.List;

/**
 * What a look-up found.
 *
 * @param lookedBackTo none or one; none if nothing is left to look at
 * @param further the address of the look-up that goes on; an empty text if nothing is left
 */
record Found(List<EventRow> events, List<Instant> lookedBackTo, String further) {
  Found {
    events = List.copyOf(events);
    lookedBackTo = List.copyOf(lookedBackTo);
  }
}
