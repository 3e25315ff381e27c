package dev.waybill.server.rocksdb;

import dev.waybill.log.LogDamagedException;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * Removes some blocks of a tenant from its start, with their ids. Of a block that reaches beyond
 * {@code before} only the ids go; the stored start hides the events.
 */
final class Trim implements Chore {
  private static final int BLOCKS_AT_ONCE = 64;

  private final TenantId tenant;
  private final long before;
  private final TenantBounds bounds;
  private long start;

  Trim(TenantId tenant, long before, TenantBounds bounds) {
    this.tenant = tenant;
    this.before = before;
    this.bounds = bounds;
  }

  @Override
  public boolean prepare(Store store, WriteBatch batch) throws RocksDBException {
    Bounds held = bounds.of(tenant);
    long target = Math.min(before, held.end());
    start = held.start();
    if (start >= target) {
      return false;
    }
    byte[] prefix = Keys.tenant(tenant);
    long keep = start;
    try (RocksIterator blocks = store.indexes()) {
      blocks.seekForPrev(Keys.block(prefix, start));
      for (int i = 0; i < BLOCKS_AT_ONCE && start < target; i++) {
        StoredIndex block = block(blocks, prefix);
        long to = Math.min(target, block.end());
        freeIds(store, batch, prefix, block, to);
        start = to;
        keep = to == block.end() ? to : block.first().value();
        blocks.next();
      }
      blocks.status();
    }
    removeBelow(store, batch, prefix, keep);
    batch.put(store.meta, Keys.bounds(prefix), new Bounds(start, held.end()).bytes());
    return start < target;
  }

  private StoredIndex block(RocksIterator blocks, byte[] prefix) throws RocksDBException {
    blocks.status();
    if (!blocks.isValid() || !Keys.isBlockOf(prefix, blocks.key())) {
      throw new LogDamagedException(
          "The block of position " + new Position(start) + " of tenant " + tenant + " is missing.");
    }
    return StoredIndex.parse(tenant, Keys.first(blocks.key()), blocks.value());
  }

  private static void removeBelow(Store store, WriteBatch batch, byte[] prefix, long keep)
      throws RocksDBException {
    byte[] from = Keys.block(prefix, 0);
    byte[] to = Keys.block(prefix, keep);
    batch.deleteRange(store.index, from, to);
    batch.deleteRange(store.lines, from, to);
  }

  /** Not those below the old start: they were freed, and may belong to later events by now. */
  private void freeIds(Store store, WriteBatch batch, byte[] prefix, StoredIndex block, long to)
      throws RocksDBException {
    long first = block.first().value();
    for (long position = Math.max(start, first); position < to; position++) {
      batch.delete(store.ids, Keys.id(prefix, block.id((int) (position - first))));
    }
  }

  @Override
  public void publish() {
    bounds.publishStart(tenant, start);
  }
}
