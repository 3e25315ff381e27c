package dev.waybill.server.rocksdb;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.MutableColumnFamilyOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Rewrites what is held in the oldest blob files, so that what was removed beside it goes: where
 * most of all files was removed, where anything was and the disk is low, and after {@link #LONGEST}
 * in any case. RocksDB would collect by itself, but chooses files by age alone, in each compaction:
 * since compactions meet the keys of all blocks within minutes, the older files of the whole log
 * would be rewritten again and again.
 */
final class BlobGarbage implements AutoCloseable {
  /** For so long what was removed may lie beside what is held, whatever there is of it. */
  static final Duration LONGEST = Duration.ofDays(30);

  private static final double TOLERATED = 0.5;
  private static final double TOLERATED_WHEN_LOW = 0.05;

  /** What is there twice for a while: in bytes, or a share of all if that is more. */
  private static final long AT_A_TIME = 1L << 30;

  private static final int SHARE_AT_A_TIME = 8;

  private final RocksDB db;
  private final ColumnFamilyHandle lines;
  private final CompactRangeOptions everything =
      new CompactRangeOptions()
          .setExclusiveManualCompaction(false)
          .setBottommostLevelCompaction(BottommostLevelCompaction.kForceOptimized);
  private boolean on;

  BlobGarbage(RocksDB db, ColumnFamilyHandle lines) {
    this.db = db;
    this.lines = lines;
  }

  /**
   * One pass, for which the disk has room.
   *
   * @return whether it rewrote anything
   */
  boolean collect(Instant now, Room room) throws RocksDBException {
    if (on) {
      set(0);
    }
    long garbage = db.getLongProperty(lines, "rocksdb.live-blob-file-garbage-size");
    if (garbage == 0 || everything.canceled()) {
      return false;
    }
    List<BlobFile> files = BlobFile.in(Path.of(db.getName()), LiveFiles.of(db));
    long size = files.stream().mapToLong(BlobFile::size).sum();
    boolean tooMuch = garbage > (room.low() ? TOLERATED_WHEN_LOW : TOLERATED) * size;
    long most = Math.min(Math.max(AT_A_TIME, size / SHARE_AT_A_TIME), room.usable() / 2);
    int count = count(files, most, tooMuch, now);
    if (count > 0) {
      collectOldest((count + 0.5) / files.size()); // RocksDB multiplies and rounds down
    }
    return count > 0;
  }

  private static int count(List<BlobFile> files, long most, boolean anyAge, Instant now) {
    int count = 0;
    long bytes = 0;
    for (BlobFile file : files) {
      bytes += file.size();
      if (bytes > most || !(anyAge || file.isOlder(LONGEST, now))) {
        break;
      }
      count++;
    }
    return count;
  }

  private void collectOldest(double share) throws RocksDBException {
    try {
      set(share);
      db.compactRange(lines, null, null, everything);
    } catch (RocksDBException e) {
      try {
        set(0);
      } catch (RocksDBException late) { // the next pass does it
        e.addSuppressed(late);
      }
      throw e;
    }
    set(0);
  }

  private void set(double share) throws RocksDBException {
    on = true; // it may take effect even if it fails
    db.setOptions(
        lines,
        MutableColumnFamilyOptions.builder()
            .setBlobGarbageCollectionAgeCutoff(Math.min(1, share))
            .setEnableBlobGarbageCollection(share > 0)
            .build());
    on = share > 0;
  }

  /** Lets a pass end at once, and begins none. */
  void cancel() {
    everything.setCanceled(true);
  }

  @Override
  public void close() {
    everything.close();
  }
}
