package dev.waybill.server.rocksdb;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How commits reach the disk.
 *
 * @param firstPause between the first and the second attempt to reopen; it doubles from then on
 */
record Commits(Supplier<Store> opener, BatchWrite write, Duration firstPause) {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  Commits(StoreFolder folder) {
    this(folder::open, Store::write, FIRST_PAUSE);
  }
}
