package dev.waybill.server.portal.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.server.portal.VisibleText;
import java.time.Instant;

/**
 * An event as its own page shows it.
 *
 * @param json as people read it
 * @param line as it is stored and delivered
 * @param bytes of the line
 * @param around the address of what was received about then
 */
record EventDetail(
    String name,
    String id,
    String kind,
    Instant eventTime,
    Instant received,
    String source,
    String actor,
    IndentedJson json,
    String line,
    int bytes,
    String around) {
  private static final int LONGEST = 200;

  static EventDetail of(StoredEvent event, String around) {
    return new EventDetail(
        VisibleText.of(event.name(), LONGEST),
        VisibleText.of(event.id(), LONGEST),
        event.kind(),
        event.eventTime(),
        event.received(),
        VisibleText.of(event.source(), LONGEST),
        VisibleText.of(event.actor(), LONGEST),
        IndentedJson.of(event.line()),
        event.line(),
        event.line().getBytes(UTF_8).length,
        around);
  }
}
