package dev.waybill.log;

/** The events from {@code from} up to, but not including, {@code to}. */
public record Range(Position from, Position to) {
  public Range {
    if (from.compareTo(to) > 0) {
      throw new IllegalArgumentException("range ends before it starts: " + from + " > " + to);
    }
  }

  public boolean isEmpty() {
    return from.equals(to);
  }
}
