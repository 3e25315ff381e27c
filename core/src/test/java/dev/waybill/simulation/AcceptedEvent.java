package dev.waybill.simulation;

import dev.waybill.event.EventKind;

/**
 * An event that the log has acknowledged.
 *
 * @param eventTime milliseconds since the epoch
 * @param receivedTime milliseconds since the epoch
 * @param line as the log holds it, without line feed
 */
record AcceptedEvent(
    String id,
    long position,
    EventKind kind,
    String category,
    long eventTime,
    long receivedTime,
    String line) {

  private static final long YEAR_2000 = 946_684_800_000L;
  private static final long ONE_DAY = 86_400_000L;

  /** The time that decides about its folder. */
  long partitionTime() {
    boolean absurd = eventTime < YEAR_2000 || eventTime - receivedTime > ONE_DAY;
    return absurd ? receivedTime : eventTime;
  }

  String lineWithoutServiceFields() {
    return line.substring(0, line.indexOf(",\"receivedTime\":")) + "}";
  }
}
