package dev.waybill.server.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

/** A third of the lines was removed, in files that have held ones, too. */
class BlobGarbageTest {
  private static final TenantId GONE = new TenantId("gone");
  private static final TenantId HELD = new TenantId("held");
  private static final long GIB = 1L << 30;
  private static final Room ENOUGH = new Room(100 * GIB, false);

  /** Files are dated by the machine. */
  private final Instant now = Instant.now();

  private final Instant later = now.plus(BlobGarbage.LONGEST).plus(Duration.ofDays(1));

  @TempDir private Path folder;
  private Store store;

  @BeforeEach
  void removeAThird() throws RocksDBException {
    var options = new RocksLogOptions(1 << 20, 1 << 20, 64, 1 << 24, 0);
    try (var log = RocksEventLog.open(folder, options, new SettableTime())) {
      var noise = new NoisyEvents();
      for (int turn = 0; turn < 60; turn++) {
        noise.append(log, GONE, 100);
        noise.append(log, HELD, 200);
      }
      log.delete(GONE);
    }
    store = new StoreFolder(folder, options).openExisting();
    store.compact(new Removal(GONE, 0, Removal.Extent.MOST));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void staysWhileItIsLittleAndYoung() throws RocksDBException {
    assertThat(store.collectGarbage(now, ENOUGH)).isFalse();
  }

  @Test
  void goesWhenItIsOld() throws RocksDBException {
    assertThat(store.collectGarbage(later, ENOUGH)).isTrue();
    assertThat(store.collectGarbage(later, ENOUGH)).isFalse();
  }

  @Test
  void goesWhenTheDiskIsLow() throws RocksDBException {
    var low = new Room(GIB, true);

    assertThat(store.collectGarbage(now, low)).isTrue();
    assertThat(store.collectGarbage(now, low)).isFalse();
  }

  @Test
  void goesInPartsForWhichThereIsRoom() throws RocksDBException {
    var little = new Room(4L << 20, true);

    assertThat(store.collectGarbage(now, new Room(1 << 10, true))).isFalse();

    int passes = 0;
    while (store.collectGarbage(now, little)) {
      passes++;
    }
    assertThat(passes).isGreaterThan(1);
  }

  @Test
  void isNotCollectedOnceItIsToEnd() throws RocksDBException {
    store.endCompaction();

    assertThat(store.collectGarbage(later, ENOUGH)).isFalse();
  }
}
