package dev.waybill.event;

import dev.waybill.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * The events of one request as the log stores them and exports carry them: finished lines, back to
 * back, each followed by a line feed, complete but for the time of receipt, which the log's
 * committer stamps in place.
 *
 * <p>Not safe for use by several threads: handed from the request to the committer, and back.
 */
public final class EventBatch {
  /** Digits of a time in milliseconds from 2001-09-09 to 2286-11-20. */
  public static final int STAMP_DIGITS = 13;

  private static final long FIRST_STAMP = 1_000_000_000_000L;
  private static final long LAST_STAMP = 9_999_999_999_999L;

  private final byte[] bytes;
  private final List<EventLine> lines;
  private final int[] stamps;

  /**
   * @param bytes the lines, with {@link #STAMP_DIGITS} bytes of room wherever the time of receipt
   *     goes; not copied
   * @param stamps where those places are
   */
  EventBatch(byte[] bytes, List<EventLine> lines, int[] stamps) {
    this.bytes = bytes;
    this.lines = List.copyOf(lines);
    this.stamps = stamps;
  }

  public List<EventLine> lines() {
    return lines;
  }

  /** The same, without the events of those tenants; it shares the bytes with this one. */
  public EventBatch without(Set<TenantId> tenants) {
    List<EventLine> kept = lines.stream().filter(line -> !tenants.contains(line.tenant())).toList();
    return new EventBatch(bytes, kept, stamps);
  }

  /** Not to be changed; may be longer than the lines are. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many of the bytes the lines are in, line feeds included. */
  public int length() {
    if (lines.isEmpty()) {
      return 0;
    }
    EventLine last = lines.getLast();
    return last.start() + last.length() + 1;
  }

  /**
   * Writes the time of receipt into all lines.
   *
   * @param receivedTime milliseconds since the epoch
   * @throws IllegalArgumentException if it has not {@link #STAMP_DIGITS} digits
   */
  public void stamp(long receivedTime) {
    if (receivedTime < FIRST_STAMP || receivedTime > LAST_STAMP) {
      throw new IllegalArgumentException("time of receipt out of range: " + receivedTime);
    }
    byte[] digits = Long.toString(receivedTime).getBytes(StandardCharsets.US_ASCII);
    for (int at : stamps) {
      System.arraycopy(digits, 0, bytes, at, STAMP_DIGITS);
    }
  }
}
