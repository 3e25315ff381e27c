package dev.waybill.server.rocksdb;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.event.SampleEvent;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
  private final Random random = new Random(7);
  private Store store;

  @BeforeEach
  void removeAThird() throws RocksDBException {
    var options = new RocksLogOptions(1 << 20, 1 << 20, 64, 1 << 24, 0);
    try (var log = RocksEventLog.open(folder, options, new SettableTime())) {
      for (int batch = 0; batch < 60; batch++) {
        append(log, GONE, batch, 100);
        append(log, HELD, batch, 200);
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

  private void append(RocksEventLog log, TenantId tenant, int batch, int count) {
    List<SampleEvent> events =
        IntStream.range(0, count)
            .mapToObj(i -> new SampleEvent(tenant, batch + "-" + i).withContent(noise()))
            .toList();
    log.append(EventBatches.of(events), REJECT_EVENT);
  }

  /** It does not compress, so that files have the size of what is in them. */
  private String noise() {
    byte[] bytes = new byte[750];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
