package dev.waybill.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time; the first byte is the lowest. */
final class Words {
  static final int BYTES = Long.BYTES;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private Words() {}

  static long get(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static void set(byte[] bytes, int at, long word) {
    LONG.set(bytes, at, word);
  }

  /**
   * Marks bytes that end a plain run in a JSON string: quote, backslash, control characters and all
   * that is not ASCII. The lowest mark is right; higher ones may be marked by a borrow.
   */
  static long special(long word) {
    long quote = word ^ (ONES * '"');
    long backslash = word ^ (ONES * '\\');
    return (((quote - ONES) & ~quote)
            | ((backslash - ONES) & ~backslash)
            | ((word - ONES * ' ') & ~word)
            | word)
        & HIGHS;
  }

  /** Index of the lowest marked byte. */
  static int first(long marks) {
    return Long.numberOfTrailingZeros(marks) >>> 3;
  }

  /** Where that byte is first found from {@code from}, or {@code to}. */
  static int indexOf(byte value, byte[] bytes, int from, int to) {
    long pattern = ONES * (value & 0xff);
    int at = from;
    for (; at <= to - BYTES; at += BYTES) {
      long word = get(bytes, at) ^ pattern;
      long marks = (word - ONES) & ~word & HIGHS;
      if (marks != 0) {
        return at + first(marks);
      }
    }
    while (at < to && bytes[at] != value) {
      at++;
    }
    return at;
  }
}
