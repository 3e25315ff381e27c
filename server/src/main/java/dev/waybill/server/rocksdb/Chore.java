package dev.waybill.server.rocksdb;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** A piece of upkeep that the committer does between two groups, so that nothing runs beside it. */
interface Chore {

  /** Puts a bounded piece of the work into the batch; answers whether there is more. */
  boolean prepare(Store store, WriteBatch batch) throws RocksDBException;

  /** Called when the batch is durable. */
  void publish();
}
