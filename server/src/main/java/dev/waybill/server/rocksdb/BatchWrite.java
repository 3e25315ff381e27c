package dev.waybill.server.rocksdb;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Makes a batch durable; tests put theirs in its place. */
interface BatchWrite {
  void write(Store store, WriteBatch batch) throws RocksDBException;
}
