package dev.waybill.server.rocksdb;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.event.EventBatches;
import dev.waybill.event.SampleEvent;
import dev.waybill.log.BlockIndex;
import dev.waybill.log.BlockVisitor;
import dev.waybill.log.EventBlock;
import dev.waybill.log.LogDamagedException;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.log.SeenEvents;
import dev.waybill.log.TenantRange;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.WriteBatch;

class DamagedFilesTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final int BATCHES = 4;
  private static final int BATCH_BYTES = 200_000;

  @TempDir private Path folder;

  @Test
  void dropsTheTornRecordThatACrashLeftAtTheEnd() throws IOException {
    appendBatches();
    truncate(largest(".log"), BATCH_BYTES / 2);

    try (RocksEventLog log = open()) {
      assertThat(log.end(ACME)).isEqualTo(new Position(BATCHES - 1));
      assertThat(SeenEvents.all(log, ACME)).hasSize(BATCHES - 1);
      log.append(EventBatches.of(ACME, "next"), REJECT_EVENT);
      assertThat(log.end(ACME)).isEqualTo(new Position(BATCHES));
    }
  }

  @Test
  void refusesAWriteAheadLogDamagedInTheMiddleAndNamesIt() throws IOException {
    appendBatches();
    Path wal = largest(".log");
    flip(wal, Files.size(wal) / 2);

    assertThatThrownBy(this::open)
        .isInstanceOf(LogDamagedException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining(wal.getFileName().toString());
  }

  @Test
  void refusesALastBlockWithADamagedLengthThatLooksLikeATornRecord() throws IOException {
    try (RocksEventLog log = open()) {
      for (int i = 0; i < BATCHES; i++) {
        log.append(EventBatches.of(ACME, "small-" + i), REJECT_EVENT);
      }
    }
    Path wal = largest(".log");
    ByteBuffer records = ByteBuffer.wrap(Files.readAllBytes(wal)).order(ByteOrder.LITTLE_ENDIAN);

    int seen = 0;
    for (int at = 0; at < records.limit(); at += 7 + records.getShort(at + 4)) {
      flip(wal, at + 5L);
      assertThatThrownBy(this::open)
          .as("the length of the record at %d", at)
          .isInstanceOf(LogDamagedException.class)
          .hasMessageContaining(wal.getFileName().toString());
      flip(wal, at + 5L);
      seen++;
    }
    assertThat(seen).isGreaterThanOrEqualTo(BATCHES);
    try (RocksEventLog log = open()) {
      assertThat(log.end(ACME)).isEqualTo(new Position(BATCHES));
    }
  }

  @Test
  void namesADamagedBlock() throws IOException {
    appendBatches();
    open().close();
    Path blocks = largest(".blob");
    flip(blocks, Files.size(blocks) / 2);

    try (RocksEventLog log = open()) {
      assertThatThrownBy(() -> SeenEvents.all(log, ACME))
          .isInstanceOf(LogDamagedException.class)
          .hasMessageContaining("block 000000000000000")
          .hasMessageContaining("tenant acme");
    }
  }

  @Test
  void readsPastADamagedBlockThatIsNotWanted() throws IOException {
    appendBatches();
    open().close();
    Path blocks = largest(".blob");
    flip(blocks, Files.size(blocks) - BATCH_BYTES / 2);

    try (RocksEventLog log = open()) {
      Range all = new Range(Position.ZERO, log.end(ACME));
      SeenEvents seen = new SeenEvents();
      log.scan(List.of(new TenantRange(ACME, all)), allButTheLast(seen));
      assertThat(seen.events()).hasSize(BATCHES - 1);
    }
  }

  @Test
  void namesTheFileOfADamagedSortedFile() throws IOException {
    try (RocksEventLog log = open()) {
      for (int i = 0; i < 50; i++) {
        log.append(EventBatches.of(sample(i, 3_000)), REJECT_EVENT);
      }
    }
    open().close();
    Path lines = largest(".sst");
    flip(lines, Files.size(lines) / 2);

    try (RocksEventLog log = open()) {
      assertThatThrownBy(() -> SeenEvents.all(log, ACME))
          .isInstanceOf(LogDamagedException.class)
          .hasMessageContaining(lines.getFileName().toString());
    }
  }

  @Test
  void refusesAFolderThatLostAFile() throws IOException {
    appendBatches();
    open().close();
    Path lines = largest(".blob");
    Files.delete(lines);

    assertThatThrownBy(this::open)
        .isInstanceOf(LogDamagedException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining(lines.getFileName().toString());
  }

  @Test
  void neverStartsAnewBesideDataWithoutItsList() throws IOException {
    appendBatches();
    Files.delete(folder.resolve("CURRENT"));

    assertThatThrownBy(this::open)
        .isInstanceOf(LogDamagedException.class)
        .hasMessageContaining("CURRENT");
  }

  @Test
  void refusesToShareTheFolder() {
    RocksEventLog log = open();
    try (log) {
      assertThatThrownBy(this::open)
          .isInstanceOf(StartRefusedException.class)
          .hasMessageContaining("in use")
          .hasMessageContaining(folder.toString());
    }
  }

  @Test
  void refusesAnotherFormat() throws Exception {
    StoreFolder files = new StoreFolder(folder, RocksLogOptions.defaults());
    try (Store store = files.open();
        WriteBatch batch = new WriteBatch()) {
      batch.put(store.meta, Keys.FORMAT, new byte[] {'2'});
      store.write(batch);
    }

    assertThatThrownBy(this::open)
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("has format 2")
        .hasMessageContaining(folder.toString());
  }

  @Test
  void refusesAFolderThatIsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(
            () -> RocksEventLog.open(file, RocksLogOptions.defaults(), new SettableTime()))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(file.toString());
  }

  private RocksEventLog open() {
    return RocksEventLog.open(folder, RocksLogOptions.defaults(), new SettableTime());
  }

  private void appendBatches() {
    try (RocksEventLog log = open()) {
      for (int i = 0; i < BATCHES; i++) {
        log.append(EventBatches.of(sample(i, BATCH_BYTES)), REJECT_EVENT);
      }
    }
  }

  /** Content that does not compress, so that a place in a file is a place in an event. */
  private static SampleEvent sample(int number, int bytes) {
    StringBuilder content = new StringBuilder(bytes);
    new Random(number)
        .ints(bytes, 'A', 'Z' + 1)
        .forEach(letter -> content.append((char) (letter + (letter % 2 == 0 ? 32 : 0))));
    return new SampleEvent(ACME, "event" + number).withContent(content.toString());
  }

  private static BlockVisitor allButTheLast(SeenEvents seen) {
    return new BlockVisitor() {
      @Override
      public boolean wants(BlockIndex index) {
        return index.first().value() < BATCHES - 1;
      }

      @Override
      public void visit(EventBlock block) {
        seen.visit(block);
      }
    };
  }

  private Path largest(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  private static void truncate(Path file, long by) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - by);
    }
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
