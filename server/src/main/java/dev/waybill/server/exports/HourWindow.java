package dev.waybill.server.exports;

import dev.waybill.export.DeliveredHour;
import dev.waybill.fault.InvalidInput;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/**
 * The hours that begin in it are shown.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record HourWindow(Instant from, Instant to) {
  private static final Duration LONGEST = DeliveredHour.KEPT;

  public HourWindow {
    if (!from.isBefore(to)) {
      throw new InvalidInput("to", "to must be later than from.");
    }
    if (Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw new InvalidInput(
          "from", "from and to are at most " + LONGEST.toDays() + " days apart: ask for less.");
    }
  }

  /**
   * Reads two times in RFC 3339.
   *
   * @throws InvalidInput if they are none, or too far apart
   */
  public static HourWindow parse(String from, String to) {
    return new HourWindow(time("from", from), time("to", to));
  }

  private static Instant time(String field, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new InvalidInput(field, field + " is a time such as 2026-11-20T14:00:00Z.");
    }
  }
}
