package dev.waybill.server.rocksdb;

import java.nio.ByteBuffer;

/**
 * The times that the log stores with what it stamps, in milliseconds since the epoch: 8 bytes each.
 * Logs made before the second was stored have the first only.
 *
 * @param floor no later stamp is below it
 * @param trusted the latest time at which the clock was trusted
 */
record StoredTime(long floor, long trusted) {

  byte[] bytes() {
    return ByteBuffer.allocate(2 * Long.BYTES).putLong(floor).putLong(trusted).array();
  }

  static StoredTime parse(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long floor = buffer.getLong();
    return new StoredTime(floor, buffer.hasRemaining() ? buffer.getLong() : floor);
  }
}
