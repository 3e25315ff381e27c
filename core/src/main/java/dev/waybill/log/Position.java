package dev.waybill.log;

/**
 * A place in a tenant's log, just before the event of that number. Opaque to outsiders; the text
 * form has a fixed width and sorts as the positions do.
 *
 * <p>Within one incarnation of a log a tenant's events are numbered without a gap; the high 16 bits
 * are the incarnation, so that no position is given twice after a restore.
 */
public record Position(long value) implements Comparable<Position> {
  public static final Position ZERO = new Position(0);

  public Position {
    if (value < 0) {
      throw new IllegalArgumentException("position is negative: " + value);
    }
  }

  public static Position parse(String text) {
    return new Position(Long.parseLong(text, 16));
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
