package dev.waybill.server.rocksdb;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.event.EventBatches;
import dev.waybill.event.SampleEvent;
import dev.waybill.log.LogDamagedException;
import dev.waybill.log.Position;
import dev.waybill.log.SeenEvents;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage to write-ahead logs of which there are more than one. */
class SeveralWriteAheadLogsTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final int EVENTS = 16;
  private static final int BYTES = 60_000;
  private static final RocksLogOptions SMALL =
      new RocksLogOptions(1 << 20, 1 << 20, 64, 1 << 20, 0);

  @TempDir private Path folder;
  private List<Path> logs = List.of();

  @BeforeEach
  void appendUntilThereAreSeveral() throws IOException {
    try (RocksEventLog log = open()) {
      for (int i = 0; i < EVENTS; i++) {
        SampleEvent event = new SampleEvent(ACME, "event" + i).withContent("x".repeat(BYTES));
        log.append(EventBatches.of(event), REJECT_EVENT);
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      logs = files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
    assertThat(logs).hasSizeGreaterThan(1);
  }

  @Test
  void readsThemAll() {
    try (RocksEventLog log = open()) {
      assertThat(log.end(ACME)).isEqualTo(new Position(EVENTS));
      assertThat(SeenEvents.all(log, ACME)).hasSize(EVENTS);
    }
  }

  @Test
  void refusesDamageInTheMiddleOfEachOfThem() throws IOException {
    for (Path wal : logs) {
      long middle = Files.size(wal) / 2;
      flip(wal, middle);
      assertThatThrownBy(this::open)
          .isInstanceOf(LogDamagedException.class)
          .hasMessageContaining(wal.getFileName().toString());
      flip(wal, middle);
    }
    open().close();
  }

  @Test
  void refusesAnEarlierOneThatIsTooShort() throws IOException {
    Path first = logs.getFirst();
    try (FileChannel channel = FileChannel.open(first, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - BYTES / 2);
    }

    assertThatThrownBy(this::open).isInstanceOf(LogDamagedException.class);
  }

  @Test
  void refusesToGoOnWithoutAnEarlierOne() throws IOException {
    Files.delete(logs.getFirst());

    assertThatThrownBy(this::open).isInstanceOf(LogDamagedException.class);
  }

  private RocksEventLog open() {
    return RocksEventLog.open(folder, SMALL, new SettableTime());
  }

  private static void flip(Path file, long at) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, at);
      one.put(0, (byte) (one.get(0) ^ 0x10)).rewind();
      channel.write(one, at);
    }
  }
}
