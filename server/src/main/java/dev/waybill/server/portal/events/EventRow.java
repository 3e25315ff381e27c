package dev.waybill.server.portal.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.server.portal.VisibleText;
import java.net.URLEncoder;
import java.time.Instant;

/**
 * An event as the list shows it.
 *
 * @param link where it is shown whole, below the tenant's pages
 */
record EventRow(
    String link,
    Instant eventTime,
    Instant received,
    String kind,
    String name,
    String actor,
    String summary) {
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_SUMMARY = 160;

  static EventRow of(StoredEvent event) {
    return new EventRow(
        "/events/event?received="
            + event.received().toEpochMilli()
            + "&id="
            + URLEncoder.encode(event.id(), UTF_8),
        event.eventTime(),
        event.received(),
        event.kind(),
        VisibleText.of(event.name(), LONGEST_NAME),
        VisibleText.of(event.actor(), LONGEST_NAME),
        VisibleText.of(event.summary(), LONGEST_SUMMARY));
  }
}
