package dev.waybill.server.rocksdb;

import dev.waybill.tenant.TenantId;
import java.util.Arrays;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the bytes of events that were stored before the log kept count of them. */
final class ByteCount {
  private static final Logger LOGGER = LoggerFactory.getLogger(ByteCount.class);

  private ByteCount() {}

  /** Bytes of the lines from that position on, read from the indexes. */
  static long from(Store store, byte[] tenant, long position) throws RocksDBException {
    long bytes = 0;
    try (RocksIterator blocks = store.indexes()) {
      blocks.seekForPrev(Keys.block(tenant, position));
      if (!blocks.isValid() || !Keys.isBlockOf(tenant, blocks.key())) {
        blocks.status();
        blocks.seek(Keys.block(tenant, position));
      }
      TenantId id = Keys.tenantOf(tenant);
      while (blocks.isValid() && Keys.isBlockOf(tenant, blocks.key())) {
        StoredIndex block = StoredIndex.parse(id, Keys.first(blocks.key()), blocks.value());
        bytes += block.lineBytesFrom(position);
        blocks.next();
      }
      blocks.status();
    }
    return bytes;
  }

  /**
   * Counts those of every tenant once and stores them. A crash in the middle leaves it to the next
   * start.
   */
  static void completeIn(Store store) throws RocksDBException {
    LOGGER.info("Counting what the event log holds of each tenant; this is done once.");
    int tenants = 0;
    try (RocksIterator blocks = store.indexes();
        WriteBatch batch = new WriteBatch()) {
      blocks.seekToFirst();
      while (blocks.isValid()) {
        byte[] key = blocks.key();
        byte[] tenant = Arrays.copyOf(key, key.length - Long.BYTES);
        batch.put(store.meta, Keys.bounds(tenant), store.bounds(tenant).stored());
        tenants++;
        blocks.seek(Keys.afterTenant(tenant));
      }
      blocks.status();
      batch.put(store.meta, Keys.COUNTED, new byte[0]);
      store.write(batch);
    }
    LOGGER.info("Counted what the event log holds of {} tenants.", tenants);
  }
}
