package dev.waybill.verify;

/** Jobs in a row, both ends included. */
public record JobSpan(long from, long to) {
  public JobSpan {
    if (from > to) {
      throw new IllegalArgumentException("a span ends before it starts: " + from + " to " + to);
    }
  }

  @Override
  public String toString() {
    return from == to ? String.valueOf(from) : from + "-" + to;
  }
}
