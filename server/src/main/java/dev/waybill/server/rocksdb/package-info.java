/** The event log of one machine, on RocksDB. Knows no framework. */
@NullMarked
package dev.waybill.server.rocksdb;

import org.jspecify.annotations.NullMarked;
