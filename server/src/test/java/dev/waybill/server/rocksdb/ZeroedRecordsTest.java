package dev.waybill.server.rocksdb;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.event.EventBatches;
import dev.waybill.log.LogDamagedException;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZeroedRecordsTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final int EVENTS = 400;

  @TempDir private Path folder;
  private final List<Long> ends = new ArrayList<>();
  private Path wal = Path.of("");

  @BeforeEach
  void append() throws IOException {
    try (RocksEventLog log = open()) {
      try (Stream<Path> files = Files.list(folder)) {
        wal = files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
      }
      for (int i = 0; i < EVENTS; i++) {
        log.append(EventBatches.of(ACME, "event" + i), REJECT_EVENT);
        ends.add(Files.size(wal));
      }
    }
    assertThat(ends.getLast()).isGreaterThan(3 * 32 * 1024);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 298})
  void refusesALogOfWhichOneRecordBecameZeros(int record) throws IOException {
    zero(ends.get(record), ends.get(record + 1));

    refuses();
  }

  @Test
  void refusesALogOfWhichWholeBlocksBecameZeros() throws IOException {
    zero(32 * 1024, 2 * 32 * 1024);

    refuses();
  }

  @Test
  void refusesALogThatBeginsWithZeros() throws IOException {
    zero(0, 4096);

    refuses();
  }

  @Test
  void opensALogWithZerosAtItsEndWhereNothingWasSynced() throws IOException {
    try (FileChannel channel = FileChannel.open(wal, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(100_000), channel.size());
    }

    try (RocksEventLog log = open()) {
      assertThat(log.end(ACME)).isEqualTo(new Position(EVENTS));
    }
  }

  private void refuses() {
    assertThatThrownBy(this::open)
        .isInstanceOf(LogDamagedException.class)
        .hasMessageContaining(wal.getFileName().toString());
  }

  private void zero(long from, long to) throws IOException {
    try (FileChannel channel = FileChannel.open(wal, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate((int) (to - from)), from);
    }
  }

  private RocksEventLog open() {
    return RocksEventLog.open(folder, RocksLogOptions.defaults(), new SettableTime());
  }
}
