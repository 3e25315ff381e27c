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
  private Bounds held = Bounds.NONE;
  private boolean moved;
  private long prepared;
  private long removed;

  Trim(TenantId tenant, long before, TenantBounds bounds) {
    this.tenant = tenant;
    this.before = before;
    this.bounds = bounds;
  }

  @Override
  public boolean prepare(Store store, WriteBatch batch) throws RocksDBException {
    held = bounds.of(tenant);
    long target = Math.min(before, held.end());
    moved = held.start() < target;
    if (!moved) {
      return false;
    }
    byte[] prefix = Keys.tenant(tenant);
    long keep = held.start();
    long bytesBefore = held.bytes();
    try (RocksIterator blocks = store.indexes()) {
      seek(blocks, prefix);
      for (int i = 0; i < BLOCKS_AT_ONCE && held.start() < target; i++) {
        if (held.given(held.start(), target) == 0) {
          // Only a gap between incarnations is left.
          held = held.trimmed(target, 0);
          break;
        }
        StoredIndex block = next(blocks, prefix);
        long to = Math.min(target, block.end());
        freeIds(store, batch, prefix, block, to);
        held = held.trimmed(to, block.lineBytesFrom(held.start()) - block.lineBytesFrom(to));
        keep = to == block.end() ? to : block.first().value();
        blocks.next();
      }
      blocks.status();
    }
    prepared = bytesBefore - held.bytes();
    removeBelow(store, batch, prefix, keep);
    batch.put(store.meta, Keys.bounds(prefix), held.stored());
    return held.start() < target;
  }

  /** To the block that holds the start, or the first one after the gap in which it lies. */
  private void seek(RocksIterator blocks, byte[] prefix) throws RocksDBException {
    blocks.seekForPrev(Keys.block(prefix, held.start()));
    blocks.status();
    boolean holdsStart =
        blocks.isValid()
            && Keys.isBlockOf(prefix, blocks.key())
            && Keys.first(blocks.key()) + BlockHead.of(blocks).size() > held.start();
    if (!holdsStart) {
      blocks.seek(Keys.block(prefix, held.start()));
    }
  }

  private StoredIndex next(RocksIterator blocks, byte[] prefix) throws RocksDBException {
    blocks.status();
    if (!blocks.isValid()
        || !Keys.isBlockOf(prefix, blocks.key())
        || held.given(held.start(), Math.max(held.start(), Keys.first(blocks.key()))) > 0) {
      throw new LogDamagedException(
          "The block of position "
              + new Position(held.start())
              + " of tenant "
              + tenant
              + " is missing.");
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
    for (long position = Math.max(held.start(), first); position < to; position++) {
      batch.delete(store.ids, Keys.id(prefix, block.id((int) (position - first))));
    }
  }

  @Override
  public void publish() {
    if (moved) {
      bounds.publish(tenant, held);
      removed += prepared;
    }
  }

  /** Bytes of the lines removed so far. */
  long removed() {
    return removed;
  }
}
