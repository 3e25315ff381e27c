package dev.waybill.server.rocksdb;

import java.nio.ByteBuffer;

/** A number as a value of the store: 8 bytes, big-endian. */
final class Numbers {
  private Numbers() {}

  static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  static long parse(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong();
  }
}
