package dev.waybill.server.portal.events;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A time from so long ago until now, to be chosen at once.
 *
 * @param link the same search in that time, below the tenant's pages
 */
record QuickRange(String text, String link) {
  static List<QuickRange> of(SearchForm form, Instant now) {
    return List.of(
        of("Last hour", Duration.ofHours(1), form, now),
        of("Last day", Duration.ofDays(1), form, now),
        of("Last week", Duration.ofDays(7), form, now));
  }

  private static QuickRange of(String text, Duration length, SearchForm form, Instant now) {
    return new QuickRange(text, "/events" + form.last(length, now).query());
  }
}
