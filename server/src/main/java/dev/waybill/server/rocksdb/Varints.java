package dev.waybill.server.rocksdb;

import java.nio.ByteBuffer;

/** Numbers of seven bits a byte, the lowest first; the high bit says that more follow. */
final class Varints {
  /** Bytes of the longest. */
  static final int LONGEST = 10;

  private Varints() {}

  static void put(ByteBuffer target, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      target.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    target.put((byte) rest);
  }

  static long get(ByteBuffer source) {
    long value = 0;
    for (int shift = 0; shift < 7 * LONGEST; shift += 7) {
      byte next = source.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("number without an end");
  }

  /** Small numbers stay short whichever their sign. */
  static void putSigned(ByteBuffer target, long value) {
    put(target, (value << 1) ^ (value >> 63));
  }

  static long getSigned(ByteBuffer source) {
    long folded = get(source);
    return (folded >>> 1) ^ -(folded & 1);
  }
}
