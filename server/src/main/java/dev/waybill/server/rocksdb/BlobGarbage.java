package dev.waybill.server.rocksdb;

import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.MutableColumnFamilyOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Rewrites what is held in blob files where most was removed. RocksDB would do that by itself, but
 * chooses files by age alone, in each compaction: since compactions meet the keys of all blocks
 * within minutes, the older files of the whole log would be rewritten again and again.
 */
final class BlobGarbage implements AutoCloseable {
  /** So much of the files may be what was removed. */
  private static final double TOLERATED = 0.5;

  /** In bytes: what is there twice for a while. */
  private static final long AT_A_TIME = 1L << 30;

  private final RocksDB db;
  private final ColumnFamilyHandle lines;
  private final CompactRangeOptions everything =
      new CompactRangeOptions()
          .setExclusiveManualCompaction(false)
          .setBottommostLevelCompaction(BottommostLevelCompaction.kForceOptimized);

  BlobGarbage(RocksDB db, ColumnFamilyHandle lines) {
    this.db = db;
    this.lines = lines;
  }

  /** Each file once at the most, the oldest first, as long as there is too much garbage. */
  void collect() throws RocksDBException {
    long passes = size() / AT_A_TIME + 1;
    while (passes > 0 && !everything.canceled() && garbage() > TOLERATED * size()) {
      passes--;
      collectOldest((double) AT_A_TIME / size());
    }
  }

  private void collectOldest(double share) throws RocksDBException {
    set(share);
    try {
      db.compactRange(lines, null, null, everything);
    } finally {
      set(0);
    }
  }

  private void set(double share) throws RocksDBException {
    db.setOptions(
        lines,
        MutableColumnFamilyOptions.builder()
            .setBlobGarbageCollectionAgeCutoff(Math.min(1, share))
            .setEnableBlobGarbageCollection(share > 0)
            .build());
  }

  private long size() throws RocksDBException {
    return db.getLongProperty(lines, "rocksdb.live-blob-file-size");
  }

  private long garbage() throws RocksDBException {
    return db.getLongProperty(lines, "rocksdb.live-blob-file-garbage-size");
  }

  /** Lets a collection end at once. */
  void cancel() {
    everything.setCanceled(true);
  }

  @Override
  public void close() {
    everything.close();
  }
}
