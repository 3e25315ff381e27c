package dev.waybill.server.rocksdb;

import java.nio.ByteBuffer;
import org.rocksdb.RocksIterator;

/** The first bytes of a {@link StoredIndex}, which are enough to find a block by time. */
record BlockHead(long receivedTime, int size) {

  /** That of the block at which an iterator over indexes stands. */
  static BlockHead of(RocksIterator blocks) {
    byte[] head = new byte[StoredIndex.HEAD];
    blocks.value(head);
    ByteBuffer buffer = ByteBuffer.wrap(head);
    return new BlockHead(buffer.getLong(), buffer.getInt());
  }
}
