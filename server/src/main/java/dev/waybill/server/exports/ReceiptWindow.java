package dev.waybill.server.exports;

import dev.waybill.fault.InvalidInput;
import dev.waybill.log.Barrier;
import dev.waybill.log.EventLog;
import dev.waybill.log.Range;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/**
 * Times of receipt, in whole milliseconds since the epoch; what is finer is cut off.
 *
 * @param from inclusive
 * @param to exclusive
 */
record ReceiptWindow(long from, long to) {

  static ReceiptWindow parse(String from, String to) {
    Instant first = time("from", from);
    Instant end = time("to", to);
    if (first.isBefore(Instant.EPOCH)) {
      throw new InvalidInput("from", "from lies before 1970: take a later time.");
    }
    if (end.isAfter(LATEST)) {
      throw new InvalidInput("to", "to lies in the future: take a time that has passed.");
    }
    if (!first.isBefore(end) || first.toEpochMilli() == end.toEpochMilli()) {
      throw new InvalidInput("to", "to must be later than from, by a millisecond at least.");
    }
    return new ReceiptWindow(first.toEpochMilli(), end.toEpochMilli());
  }

  /** What is received later than the barrier would change what is in the window. */
  void requirePast(Barrier barrier) {
    long latest = barrier.receivedTime() + 1;
    if (to > latest) {
      throw new InvalidInput(
          "to", "to lies in the future: it is at most " + Instant.ofEpochMilli(latest) + ".");
    }
  }

  /** Where the events of the window are, as far as they are held. */
  Range positions(EventLog log, TenantId tenant) {
    return new Range(log.positionAt(tenant, from), log.positionAt(tenant, to));
  }

  /** The last that four digits of a year hold; more than milliseconds are safe to count. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private static Instant time(String field, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new InvalidInput(field, field + " is a time of receipt such as 2026-11-20T14:00:00Z.");
    }
  }
}
