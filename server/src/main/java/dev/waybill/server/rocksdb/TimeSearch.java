package dev.waybill.server.rocksdb;

import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Finds a tenant's first event received at or after a time, by halving. */
final class TimeSearch {
  private TimeSearch() {}

  static long firstAtOrAfter(Store store, byte[] tenant, Bounds held, long receivedTime)
      throws RocksDBException {
    long low = held.start();
    long high = held.end();
    try (RocksIterator blocks = store.indexes()) {
      while (low < high) {
        long middle = (low + high) >>> 1;
        blocks.seekForPrev(Keys.block(tenant, middle));
        if (!blocks.isValid() || !Keys.isBlockOf(tenant, blocks.key())) {
          // Removed since the bounds were read.
          blocks.status();
          low = middle + 1;
          continue;
        }
        BlockHead head = BlockHead.of(blocks);
        long first = Keys.first(blocks.key());
        if (head.receivedTime() >= receivedTime) {
          high = Math.max(low, Math.min(first, middle));
        } else {
          low = Math.max(first + head.size(), middle + 1);
        }
      }
    }
    return Math.min(low, held.end());
  }
}
