package dev.waybill.server.rocksdb;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.event.EventBatches;
import dev.waybill.event.SampleEvent;
import dev.waybill.log.AppendOutcome.Appended;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.log.Position;
import dev.waybill.log.SeenEvents;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final String LARGE = "large".repeat(4_000);

  @TempDir private Path folder;
  private final SettableTime time = new SettableTime();
  private RocksEventLog log;

  @BeforeEach
  void open() {
    log = open(folder.resolve("log"));
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void holdsAllThatWasTakenAndIsALogOfItsOwn() {
    append("a", "b", "c");
    log.append(EventBatches.of(new SampleEvent(OTHER, "x").withContent(LARGE)), REJECT_EVENT);
    log.trim(ACME, new Position(1));
    List<SeenEvents.Seen> acme = SeenEvents.all(log, ACME);
    List<SeenEvents.Seen> other = SeenEvents.all(log, OTHER);
    long bytes = log.bytes(ACME);
    Path copy = folder.resolve("copy");

    assertThat(copyTo(copy)).contains(time.now());
    append("later");
    log.delete(OTHER);

    try (RocksEventLog copied = open(copy)) {
      assertThat(SeenEvents.all(copied, ACME)).isEqualTo(acme);
      assertThat(SeenEvents.all(copied, OTHER)).isEqualTo(other);
      assertThat(copied.start(ACME)).isEqualTo(new Position(1));
      assertThat(copied.bytes(ACME)).isEqualTo(bytes);
      assertThat(copied.append(EventBatches.of(ACME, "b", "later"), REJECT_EVENT))
          .isEqualTo(new Appended(1, 1, List.of(), Optional.of(new Position(3))));
    }
    assertThat(SeenEvents.all(log, ACME)).hasSize(3);
    assertThat(SeenEvents.all(log, OTHER)).isEmpty();
  }

  @Test
  void tellsTheLastTimeOfReceiptInIt() {
    assertThat(copyTo(folder.resolve("empty"))).isEmpty();

    append("a");
    var received = time.now();
    time.advance(Duration.ofMinutes(1));

    assertThat(copyTo(folder.resolve("copy"))).contains(received);
    try (RocksEventLog copied = open(folder.resolve("empty"))) {
      assertThat(copied.end(ACME)).isEqualTo(Position.ZERO);
    }
  }

  @Test
  void holdsAllThatWasAcknowledgedBeforeWhileAppendsRun() throws Exception {
    AtomicInteger acknowledged = new AtomicInteger();
    AtomicInteger rounds = new AtomicInteger(5);
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<?> sender =
          threads.submit(
              () -> {
                for (int i = 0; rounds.get() > 0; i++) {
                  log.append(
                      EventBatches.of(
                          new SampleEvent(ACME, "e" + i).withContent(LARGE),
                          new SampleEvent(OTHER, "e" + i)),
                      REJECT_EVENT);
                  acknowledged.set(i + 1);
                }
              });
      while (rounds.get() > 0) {
        Path copy = folder.resolve("copy" + rounds.get());
        int before = acknowledged.get();
        copyTo(copy);
        int after = acknowledged.get() + 1;
        try (RocksEventLog copied = open(copy)) {
          int held = SeenEvents.all(copied, ACME).size();
          assertThat(held).isBetween(before, after);
          assertThat(SeenEvents.all(copied, OTHER)).hasSize(held);
        }
        rounds.decrementAndGet();
      }
      sender.get();
    }
  }

  @Test
  void opensInANewIncarnationWithoutTouchingTheLogItWasMadeOf() {
    append("a");
    Path copy = folder.resolve("copy");
    copyTo(copy);
    append("lost");

    RocksEventLog.beginIncarnation(copy, 9);

    try (RocksEventLog copied = open(copy)) {
      assertThat(copied.incarnation()).isEqualTo(9);
      copied.append(EventBatches.of(ACME, "b"), REJECT_EVENT);
      assertThat(copied.end(ACME)).isEqualTo(Position.of(9, 2));
    }
    assertThat(log.incarnation()).isZero();
    assertThat(log.end(ACME)).isEqualTo(new Position(2));
  }

  @Test
  void refusesAFolderThatIsThere() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    Files.writeString(copy.resolve("file"), "of somebody");

    assertThatThrownBy(() -> copyTo(copy))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(copy.toString());

    assertThat(copy.resolve("file")).hasContent("of somebody");
    assertThat(folder.resolve("log/checkpoint")).doesNotExist();
    copyTo(folder.resolve("other"));
  }

  @Test
  void holdsWhatThereWasHoweverLateItIsMoved() {
    append("a", "b");
    Path copy = folder.resolve("copy");

    try (LogCheckpoint checkpoint = log.checkpoint()) {
      log.trim(ACME, new Position(1));
      append("later");
      checkpoint.moveTo(copy);
    }

    try (RocksEventLog copied = open(copy)) {
      assertThat(copied.start(ACME)).isEqualTo(Position.ZERO);
      assertThat(SeenEvents.all(copied, ACME)).hasSize(2);
    }
    assertThat(SeenEvents.all(log, ACME)).hasSize(2);
  }

  @Test
  void stampsLaterWhatComesAfterIt() {
    append("a");
    Optional<Instant> last = copyTo(folder.resolve("copy"));

    append("b");

    assertThat(last).contains(time.now());
    assertThat(SeenEvents.all(log, ACME).getLast().receivedTime())
        .isGreaterThan(time.now().toEpochMilli());
  }

  @Test
  void keepsNoLinksAfterAMoveThatFailed() {
    append("a");

    assertThatThrownBy(() -> copyTo(folder.resolve("absent/copy")))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(folder.resolve("log/checkpoint")).doesNotExist();
  }

  @Test
  void refusesWhenTheLogIsClosed() {
    log.close();

    assertThatThrownBy(() -> copyTo(folder.resolve("copy")))
        .isInstanceOf(LogUnavailableException.class);
  }

  @Test
  void removesWhatACrashLeftOfOne() throws IOException {
    log.close();
    Path left = Files.createDirectory(folder.resolve("log/checkpoint.tmp"));
    Files.writeString(left.resolve("000009.sst"), "half");

    open();

    assertThat(left).doesNotExist();
  }

  @Test
  void isCopiedToAnotherDiskFileByFile() throws IOException {
    append("a");
    copyTo(folder.resolve("made"));

    FolderMove.copy(folder.resolve("made"), folder.resolve("copy"));
    FolderMove.delete(folder.resolve("made"));

    assertThat(folder.resolve("made")).doesNotExist();
    try (RocksEventLog copied = open(folder.resolve("copy"));
        Stream<Path> files = Files.list(folder.resolve("copy"))) {
      assertThat(files).isNotEmpty();
      assertThat(SeenEvents.all(copied, ACME)).hasSize(1);
    }
  }

  private Optional<Instant> copyTo(Path copy) {
    try (LogCheckpoint checkpoint = log.checkpoint()) {
      checkpoint.moveTo(copy);
      return checkpoint.lastReceived();
    }
  }

  private void append(String... ids) {
    log.append(EventBatches.of(ACME, ids), REJECT_EVENT);
  }

  private RocksEventLog open(Path at) {
    return RocksEventLog.open(at, RocksLogOptions.defaults(), time);
  }
}
