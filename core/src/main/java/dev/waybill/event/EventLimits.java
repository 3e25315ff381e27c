package dev.waybill.event;

/**
 * What a request may hold at most.
 *
 * @param maxEvents events a request
 * @param maxEventBytes bytes of one event as it was sent, white space included
 * @param maxDepth how deep objects and arrays may nest; the event itself is 1
 */
public record EventLimits(int maxEvents, int maxEventBytes, int maxDepth) {
  public static final EventLimits DEFAULT = new EventLimits(50_000, 1 << 20, 64);

  public EventLimits {
    if (maxEvents < 1 || maxEventBytes < 2 || maxDepth < 1) {
      throw new IllegalArgumentException(
          "limits are too small: " + maxEvents + ", " + maxEventBytes + ", " + maxDepth);
    }
  }
}
