package dev.waybill.server.rocksdb;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.Position;
import dev.waybill.log.SeenEvents;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LowDiskTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final long GIB = 1L << 30;

  @TempDir private Path folder;
  private final SettableTime time = new SettableTime();
  private final StatedDisk disk = new StatedDisk(100 * GIB, 50 * GIB);
  private RocksEventLog log;

  @BeforeEach
  void openWithEvents() {
    RocksLogOptions options = RocksLogOptions.defaults().withReserve(GIB);
    log = RocksEventLog.open(folder, options, time, disk);
    log.append(EventBatches.of(ACME, "a", "b", "c"), REJECT_EVENT);
    log.append(EventBatches.of(OTHER, "a"), REJECT_EVENT);
    disk.usable(GIB - 1);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void takesNoEventsAndSaysThatItIsOnPurpose() {
    assertThat(append("d")).isInstanceOf(AppendOutcome.Refused.class);
    assertThat(append("d")).isInstanceOf(AppendOutcome.Refused.class);

    assertThat(log.end(ACME)).isEqualTo(new Position(3));
    assertThat(log.statistics().refusal())
        .hasValueSatisfying(
            why -> {
              assertThat(why).isInstanceOf(LogRefusal.OnPurpose.class);
              assertThat(why.reason()).contains(folder.toString(), "MiB left");
            });
  }

  @Test
  void goesOnWithBarriersTrimsAndDeletions() {
    append("d");

    assertThat(log.barrier(ACME).position()).isEqualTo(new Position(3));
    log.trim(ACME, new Position(2));
    log.delete(OTHER);

    assertThat(SeenEvents.all(log, ACME)).hasSize(1);
    assertThat(log.end(OTHER)).isEqualTo(Position.ZERO);
    log.checkpoint().close();
  }

  @Test
  void takesEventsAgainWhenThereIsRoom() {
    append("d");

    disk.usable(2 * GIB);
    time.advance(Duration.ofSeconds(1));

    assertThat(append("d")).isInstanceOf(AppendOutcome.Appended.class);
    assertThat(log.statistics().refusal()).isEmpty();
  }

  @Test
  void noticesTheRoomWithoutAnAppend() {
    append("d");

    disk.usable(2 * GIB);
    time.advance(Duration.ofSeconds(1));

    assertThat(log.statistics().refusal()).isEmpty();
  }

  @Test
  void answersAndGoesOnAfterALookThatFails() {
    disk.usable(2 * GIB);
    disk.failOnce(new OutOfMemoryError("Java heap space"));

    assertThat(append("d")).isInstanceOf(AppendOutcome.Refused.class);

    assertThat(append("d")).isInstanceOf(AppendOutcome.Appended.class);
    assertThat(log.barrier(ACME).position()).isEqualTo(new Position(4));
  }

  private AppendOutcome append(String id) {
    return log.append(EventBatches.of(ACME, id), REJECT_EVENT);
  }
}
