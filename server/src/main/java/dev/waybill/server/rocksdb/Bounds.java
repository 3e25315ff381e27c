package dev.waybill.server.rocksdb;

import java.nio.ByteBuffer;

/** Which positions of a tenant are held: from {@code start} up to, not including, {@code end}. */
record Bounds(long start, long end) {
  static final Bounds NONE = new Bounds(0, 0);

  Bounds {
    if (start > end) {
      throw new IllegalArgumentException("bounds end before they start: " + start + " > " + end);
    }
  }

  byte[] bytes() {
    return ByteBuffer.allocate(2 * Long.BYTES).putLong(start).putLong(end).array();
  }

  static Bounds parse(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Bounds(buffer.getLong(), buffer.getLong());
  }
}
