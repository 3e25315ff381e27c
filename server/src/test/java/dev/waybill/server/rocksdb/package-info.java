/** Tests of the event log on RocksDB. */
@NullMarked
package dev.waybill.server.rocksdb;

import org.jspecify.annotations.NullMarked;
