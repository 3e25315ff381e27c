package dev.waybill.server.rocksdb;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.log.Position;
import dev.waybill.log.SeenEvents;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReclaimTest {
  private static final TenantId LARGE = new TenantId("large");
  private static final TenantId SMALL = new TenantId("small");
  private static final long MIB = 1024L * 1024;
  private static final long LOW = 500 * MIB;
  private static final int BATCH = 900;
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @TempDir private Path folder;
  private final NoisyEvents noise = new NoisyEvents();
  private final StatedDisk disk = new StatedDisk(1L << 40, 1L << 39);
  private RocksEventLog log;

  @BeforeEach
  void open() {
    RocksLogOptions options = RocksLogOptions.defaults().withReserve(1L << 30);
    log = RocksEventLog.open(folder, options, new SettableTime(), disk);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void givesTheDiskBackWhatALargeTrimRemoved() {
    fill(LARGE, 100, BATCH);
    fill(SMALL, 100, 2);
    long kept = SeenEvents.all(log, SMALL).size();
    assertThat(size()).isGreaterThan(90 * MIB);

    log.trim(LARGE, new Position(90L * BATCH));

    awaitAtMost(30 * MIB);
    assertThat(SeenEvents.all(log, LARGE)).hasSize(10 * BATCH);
    assertThat(SeenEvents.all(log, SMALL)).hasSize((int) kept);
  }

  @Test
  void givesTheDiskBackWhatWasRemovedAmongWhatIsHeld() {
    fillAmong(3, 1);
    var kept = SeenEvents.all(log, SMALL);

    log.delete(LARGE);

    awaitAtMost(45 * MIB);
    assertThat(SeenEvents.all(log, SMALL)).isEqualTo(kept);
  }

  /** While there is room, so little would not be worth it. */
  @Test
  void givesBackLessAsWellWhenTheDiskIsNearlyFull() {
    fillAmong(2, 3);
    var kept = SeenEvents.all(log, SMALL);
    disk.usable(LOW);
    log.append(EventBatches.of(LARGE, "refused"), REJECT_EVENT);

    log.delete(LARGE);

    awaitAtMost(80 * MIB);
    assertThat(SeenEvents.all(log, SMALL)).isEqualTo(kept);
  }

  /** Files have lines of both, a hundred mebibytes or more. */
  private void fillAmong(int large, int small) {
    for (int turn = 0; turn < 120 / (large + small); turn++) {
      fill(LARGE, large, BATCH);
      fill(SMALL, small, BATCH);
    }
    assertThat(size()).isGreaterThan(100 * MIB);
  }

  @Test
  void givesTheDiskBackWhatADeletedTenantHad() {
    fill(LARGE, 80, BATCH);
    fill(SMALL, 1, 2);

    log.delete(LARGE);

    awaitAtMost(10 * MIB);
    assertThat(SeenEvents.all(log, SMALL)).hasSize(2);
  }

  @Test
  void hurriesWithLittleWhenTheDiskIsNearlyFull() {
    fill(LARGE, 24, BATCH);
    disk.usable(LOW);
    log.append(EventBatches.of(LARGE, "refused"), REJECT_EVENT);

    log.trim(LARGE, new Position(23L * BATCH));

    awaitAtMost(8 * MIB);
  }

  /** Each block has about a mebibyte if it has {@link #BATCH} events. */
  private void fill(TenantId tenant, int blocks, int events) {
    for (int block = 0; block < blocks; block++) {
      noise.append(log, tenant, events);
    }
  }

  private long size() {
    return log.statistics().bytesOnDisk();
  }

  private void awaitAtMost(long bytes) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (size() > bytes && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(size()).isLessThanOrEqualTo(bytes);
  }
}
