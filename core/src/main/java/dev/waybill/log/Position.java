package dev.waybill.log;

/**
 * A place in a tenant's log, just before the event of that number. Opaque to outsiders; the text
 * form has a fixed width and sorts as the positions do.
 *
 * <p>The low 48 bits number a tenant's events without a gap; the high 16 bits are the incarnation
 * of the log that gave the position, so that none is given twice after a restore. So the positions
 * of an incarnation begin where, by number, those of the one before ended, and what lies in between
 * was never given: it is a gap without events. Both sides of a gap are the same place, which is why
 * the distance of two positions is told by {@link EventLog#given} alone.
 */
public record Position(long value) implements Comparable<Position> {
  public static final Position ZERO = new Position(0);

  /** The highest incarnation there can be. */
  public static final int LAST_INCARNATION = Short.MAX_VALUE;

  private static final int NUMBER_BITS = 48;
  private static final long NUMBERS = (1L << NUMBER_BITS) - 1;

  public Position {
    if (value < 0) {
      throw new IllegalArgumentException("position is negative: " + value);
    }
  }

  /**
   * The place before event {@code number} of a tenant, given in that incarnation.
   *
   * @param number counts a tenant's events from 0 on, through all incarnations
   */
  public static Position of(int incarnation, long number) {
    if (incarnation < 0 || incarnation > LAST_INCARNATION || number < 0 || number > NUMBERS) {
      throw new IllegalArgumentException(
          "no position: event " + number + " of incarnation " + incarnation);
    }
    return new Position(((long) incarnation << NUMBER_BITS) | number);
  }

  public static Position parse(String text) {
    return new Position(Long.parseLong(text, 16));
  }

  /** In which incarnation of the log it was given. */
  public int incarnation() {
    return (int) (value >>> NUMBER_BITS);
  }

  /** How many events the tenant was given before it, in all incarnations. */
  public long number() {
    return value & NUMBERS;
  }

  public Position plus(long events) {
    return new Position(value + events);
  }

  @Override
  public int compareTo(Position other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return String.format("%016x", value);
  }
}
