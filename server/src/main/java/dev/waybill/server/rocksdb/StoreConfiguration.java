package dev.waybill.server.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WALRecoveryMode;

/** The native options of one open database; they live as long as it is open. */
final class StoreConfiguration implements AutoCloseable {
  private static final long KIB = 1024;
  private static final long SMALLEST_BLOB = 4 * KIB;
  private static final long BLOB_FILE = 64 * KIB * KIB;

  /** After this time at the latest nothing points at what was removed; see {@link BlobGarbage}. */
  static final Duration LONGEST_HIDDEN = Duration.ofDays(1);

  private static final double BITS_PER_ID = 10;
  private static final double MEMTABLE_BLOOM = 0.05;

  private final Cache cache;
  private final BloomFilter bloom = new BloomFilter(BITS_PER_ID, false);
  private final DBOptions database;
  private final List<ColumnFamilyDescriptor> families = new ArrayList<>();

  StoreConfiguration(RocksLogOptions options, boolean create) {
    cache = new LRUCache(options.blockCache());
    database = database(options, create);
    long buffers = options.writeBuffers();
    families.add(family(RocksDB.DEFAULT_COLUMN_FAMILY, small(buffers / 16)));
    families.add(family("index".getBytes(US_ASCII), compressed(buffers / 12, 16 * KIB)));
    families.add(family("lines".getBytes(US_ASCII), lines(buffers / 4)));
    families.add(family("ids".getBytes(US_ASCII), ids(buffers / 8)));
  }

  DBOptions database() {
    return database;
  }

  /** Meta, index, lines, ids. */
  List<ColumnFamilyDescriptor> families() {
    return families;
  }

  private static DBOptions database(RocksLogOptions options, boolean create) {
    // The Java class has no setter for it: a write-ahead log that is missing or short is an error.
    Properties named = new Properties();
    named.setProperty("track_and_verify_wals_in_manifest", "true");
    return DBOptions.getDBOptionsFromProps(named)
        .setCreateIfMissing(create)
        .setCreateMissingColumnFamilies(create)
        .setParanoidChecks(true)
        .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
        .setMaxOpenFiles(options.openFiles())
        .setDbWriteBufferSize(options.writeBuffers())
        .setMaxTotalWalSize(2 * options.writeBuffers())
        .setMaxBackgroundJobs(2)
        .setBytesPerSync(KIB * KIB)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(KIB * KIB)
        .setKeepLogFileNum(3)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
  }

  private static ColumnFamilyDescriptor family(byte[] name, ColumnFamilyOptions options) {
    return new ColumnFamilyDescriptor(name, options);
  }

  private ColumnFamilyOptions small(long buffer) {
    return new ColumnFamilyOptions()
        .setWriteBufferSize(buffer)
        .setTableFormatConfig(table(4 * KIB));
  }

  private ColumnFamilyOptions compressed(long buffer, long block) {
    return new ColumnFamilyOptions()
        .setWriteBufferSize(buffer)
        .setMaxWriteBufferNumber(3)
        .setTtl(LONGEST_HIDDEN.toSeconds())
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setTableFormatConfig(table(block));
  }

  // Large values go into blob files, once: compaction moves only what points at them. See
  // BlobGarbage.
  private ColumnFamilyOptions lines(long buffer) {
    return compressed(buffer, 32 * KIB)
        .setEnableBlobFiles(true)
        .setMinBlobSize(SMALLEST_BLOB)
        .setBlobFileSize(BLOB_FILE)
        .setBlobCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  private ColumnFamilyOptions ids(long buffer) {
    return new ColumnFamilyOptions()
        .setWriteBufferSize(buffer)
        .setMaxWriteBufferNumber(4)
        .setTtl(LONGEST_HIDDEN.toSeconds())
        .setCompressionType(CompressionType.NO_COMPRESSION)
        .setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM)
        .setMemtableWholeKeyFiltering(true)
        .setTableFormatConfig(
            table(4 * KIB)
                .setFilterPolicy(bloom)
                .setWholeKeyFiltering(true)
                .setPartitionFilters(true)
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setMetadataBlockSize(4 * KIB)
                .setPinTopLevelIndexAndFilter(true));
  }

  private BlockBasedTableConfig table(long block) {
    return new BlockBasedTableConfig()
        .setBlockSize(block)
        .setBlockCache(cache)
        .setCacheIndexAndFilterBlocks(true)
        .setCacheIndexAndFilterBlocksWithHighPriority(true);
  }

  @Override
  public void close() {
    families.forEach(family -> family.getOptions().close());
    database.close();
    bloom.close();
    cache.close();
  }
}
