package dev.waybill.server.rocksdb;

import dev.waybill.log.Position;
import dev.waybill.server.datadir.StartRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The open database and its column families. Not to be used after {@link #close}: that would crash
 * the process; {@link OpenStore} sees to it.
 */
final class Store implements AutoCloseable {
  /** Block key to {@link StoredIndex}. */
  final ColumnFamilyHandle index;

  /** Block key to the block's lines. */
  final ColumnFamilyHandle lines;

  /** Id key to the digest of the event's content. */
  final ColumnFamilyHandle ids;

  /** Format version, time of receipt, what is held of each tenant. */
  final ColumnFamilyHandle meta;

  private final RocksDB db;
  private final StoreConfiguration configuration;
  private final ReadOptions reading = new ReadOptions();
  private final ReadOptions scanning = new ReadOptions().setFillCache(false);
  private final CompactRangeOptions compaction =
      new CompactRangeOptions().setExclusiveManualCompaction(false);
  private final BlobGarbage garbage;
  private final WriteOptions synced = new WriteOptions().setSync(true);

  /**
   * @param handles in the order of {@link StoreConfiguration#families}
   */
  Store(RocksDB db, StoreConfiguration configuration, List<ColumnFamilyHandle> handles) {
    this.db = db;
    this.configuration = configuration;
    meta = handles.get(0);
    index = handles.get(1);
    lines = handles.get(2);
    ids = handles.get(3);
    garbage = new BlobGarbage(db, lines);
  }

  void write(WriteBatch batch) throws RocksDBException {
    db.write(synced, batch);
  }

  /** The value of each key, null where there is none. */
  List<byte[]> contents(List<ColumnFamilyHandle> families, List<byte[]> keys)
      throws RocksDBException {
    return db.multiGetAsList(reading, families, keys);
  }

  RocksIterator indexes() {
    return db.newIterator(index, reading);
  }

  RocksIterator linesOnce() {
    return db.newIterator(lines, scanning);
  }

  boolean hasBlock(byte[] key) throws RocksDBException {
    return db.get(index, reading, key) != null;
  }

  Optional<byte[]> format() throws RocksDBException {
    return Optional.ofNullable(db.get(meta, reading, Keys.FORMAT));
  }

  /** Whether nothing was ever written. */
  boolean isEmpty() {
    return db.getLatestSequenceNumber() == 0;
  }

  /**
   * Names of files that the database consists of and the folder has not. A compaction that runs
   * meanwhile, as it may from the moment of opening, removes what it replaced only afterwards.
   */
  List<String> missingFrom(Path folder) throws RocksDBException {
    db.disableFileDeletions();
    try {
      return LiveFiles.of(db).stream().filter(name -> !Files.exists(folder.resolve(name))).toList();
    } finally {
      db.enableFileDeletions();
    }
  }

  /** Makes a copy of the database as it is now in a folder that does not exist yet. */
  void copyTo(Path folder) throws RocksDBException {
    try (Checkpoint checkpoint = Checkpoint.create(db)) {
      checkpoint.createCheckpoint(folder.toString());
    }
  }

  /**
   * Rewrites the files that hold what was removed, and lets go of the write-ahead logs, which hold
   * it, too. Does nothing once {@link #endCompaction} came.
   */
  void compact(Removal removal) throws RocksDBException {
    try (FlushOptions waiting = new FlushOptions()) {
      db.flush(waiting, List.of(meta, index, lines, ids));
    }
    byte[] from = Keys.tenant(removal.tenant());
    byte[] after = Keys.afterTenant(from);
    byte[] to = removal.before() == 0 ? after : Keys.block(from, removal.before());
    compact(index, from, to);
    compact(lines, from, to);
    if (removal.extent() == Removal.Extent.MOST) {
      compact(ids, from, after);
    }
  }

  /**
   * Rewrites what is held in some of the files where enough was removed; answers whether it did.
   * Ends as {@link #compact} does.
   */
  boolean collectGarbage(Instant now, Room room) throws RocksDBException {
    return garbage.collect(now, room);
  }

  private void compact(ColumnFamilyHandle family, byte[] from, byte[] to) throws RocksDBException {
    if (!compaction.canceled()) {
      db.compactRange(family, from, to, compaction);
    }
  }

  /** Lets a compaction that was asked for end at once, and with it the call. */
  void endCompaction() {
    compaction.setCanceled(true);
    garbage.cancel();
  }

  Optional<StoredTime> time() throws RocksDBException {
    return Optional.ofNullable(db.get(meta, reading, Keys.TIME)).map(StoredTime::parse);
  }

  /** Which incarnation positions are given in; 0 until one is begun. */
  int incarnation() throws RocksDBException {
    byte[] incarnation = db.get(meta, reading, Keys.INCARNATION);
    return incarnation == null ? 0 : Math.toIntExact(Numbers.parse(incarnation));
  }

  void beginIncarnation(int incarnation) throws RocksDBException {
    int present = incarnation();
    if (incarnation <= present || incarnation > Position.LAST_INCARNATION) {
      throw new StartRefusedException(
          "The event log gives positions of incarnation "
              + present
              + ": the next must be between "
              + (present + 1)
              + " and "
              + Position.LAST_INCARNATION
              + ", not "
              + incarnation
              + ".");
    }
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(meta, Keys.INCARNATION, Numbers.bytes(incarnation));
      write(batch);
    }
  }

  /** Whether the bytes of all tenants were counted. */
  boolean isCounted() throws RocksDBException {
    return db.get(meta, reading, Keys.COUNTED) != null;
  }

  /**
   * What is held of a tenant, {@link Bounds#NONE} if nothing ever was. Events that are stored but
   * not counted are counted now.
   */
  Bounds bounds(byte[] tenant) throws RocksDBException {
    byte[] stored = db.get(meta, reading, Keys.bounds(tenant));
    Bounds counted = stored == null ? Bounds.NONE : Bounds.parse(stored);
    long more = endOfBlocks(tenant) - counted.end();
    return more <= 0
        ? counted
        : counted.appended(counted.end(), more, ByteCount.from(this, tenant, counted.end()));
  }

  private long endOfBlocks(byte[] tenant) throws RocksDBException {
    try (RocksIterator blocks = indexes()) {
      blocks.seekForPrev(Keys.block(tenant, Long.MAX_VALUE));
      if (blocks.isValid() && Keys.isBlockOf(tenant, blocks.key())) {
        return Keys.first(blocks.key()) + BlockHead.of(blocks).size();
      }
      blocks.status();
      return 0;
    }
  }

  @Override
  public void close() {
    for (ColumnFamilyHandle family : List.of(index, lines, ids, meta)) {
      family.close();
    }
    db.close();
    garbage.close();
    compaction.close();
    synced.close();
    scanning.close();
    reading.close();
    configuration.close();
  }
}
