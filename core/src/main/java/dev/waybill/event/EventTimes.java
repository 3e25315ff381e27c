package dev.waybill.event;

/** Which time an event is partitioned by. All times are milliseconds since the epoch, UTC. */
public final class EventTimes {
  /** 2000-01-01T00:00:00Z. */
  public static final long EARLIEST = 946_684_800_000L;

  /** How far after its time of receipt an event may claim to have happened: 24 hours. */
  public static final long FURTHEST_AHEAD = 86_400_000L;

  private EventTimes() {}

  /**
   * The time whose hour an event is put in: its event time, or its time of receipt where the event
   * time is absurd. It depends on the event alone, never on when it is asked, so that every attempt
   * and every verifier comes to the same hour.
   */
  public static long partitionTime(long eventTime, long receivedTime) {
    boolean absurd = eventTime < EARLIEST || eventTime > receivedTime + FURTHEST_AHEAD;
    return absurd ? receivedTime : eventTime;
  }
}
