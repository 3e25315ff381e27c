package dev.waybill.server.rocksdb;

import java.util.List;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** The files that a database consists of now. */
final class LiveFiles {
  private LiveFiles() {}

  /** Their names in its folder. */
  static List<String> of(RocksDB db) throws RocksDBException {
    return db.getLiveFiles(false).files.stream().map(name -> name.replaceFirst("^/", "")).toList();
  }
}
