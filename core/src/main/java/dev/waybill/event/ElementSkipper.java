package dev.waybill.event;

import java.util.BitSet;

/**
 * Finds the end of a bad element of an array, so that the next one can be read: quotes must be
 * closed and brackets must match, nothing else.
 */
final class ElementSkipper {
  /** The array itself cannot be followed. */
  static final int LOST = -1;

  private ElementSkipper() {}

  /** Where the comma or bracket after the element stands, or {@code to}, or {@link #LOST}. */
  static int skip(byte[] in, int from, int to) {
    BitSet braces = new BitSet();
    int depth = 0;
    boolean closed = false;
    for (int p = from; p < to; p++) {
      byte b = in[p];
      if (depth == 0 && (b == ',' || b == ']')) {
        return p == from ? LOST : p;
      }
      if (closed && JsonScanner.skipSpace(in, p, p + 1) == p) {
        return LOST;
      }
      switch (b) {
        case '"' -> p = closingQuote(in, p + 1, to);
        case '{', '[' -> braces.set(depth++, b == '{');
        case '}', ']' -> {
          if (depth == 0 || braces.get(--depth) != (b == '}')) {
            return LOST;
          }
          closed = depth == 0;
        }
        default -> {}
      }
    }
    return depth == 0 ? to : LOST;
  }

  private static int closingQuote(byte[] in, int from, int to) {
    int p = from;
    while (p < to && in[p] != '"') {
      p += in[p] == '\\' ? 2 : 1;
    }
    return p;
  }
}
