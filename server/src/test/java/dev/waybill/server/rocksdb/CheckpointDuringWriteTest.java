package dev.waybill.server.rocksdb;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.log.SeenEvents;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CheckpointDuringWriteTest {
  private static final TenantId ACME = new TenantId("acme");

  @TempDir private Path folder;
  private final SettableTime time = new SettableTime();
  private volatile BatchWrite write = Store::write;
  private RocksEventLog log;
  private StoreFolder files;

  @BeforeEach
  void open() {
    files = new StoreFolder(folder.resolve("log"), RocksLogOptions.defaults());
    Commits commits =
        new Commits(files::open, (store, batch) -> write.write(store, batch), Duration.ofMillis(1));
    log =
        new RocksEventLog(
            files, RocksLogOptions.defaults(), time, commits, DiskSpace.of(files.path()));
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void holdsEverythingThroughTheTimeThatItTells() {
    append("first");
    time.advance(Duration.ofMinutes(1));
    CompletableFuture<Optional<Instant>> told = new CompletableFuture<>();
    Path copy = folder.resolve("copy");
    write =
        (store, batch) -> {
          write = Store::write;
          Thread.ofPlatform().start(() -> told.completeAsync(() -> copyTo(copy), Runnable::run));
          while (log.statistics().waitingRequests() == 0 && !told.isDone()) {
            Thread.onSpinWait();
          }
          store.write(batch);
        };

    append("stamped");

    assertThat(told.join()).contains(time.now());
    try (RocksEventLog copied = RocksEventLog.open(copy, RocksLogOptions.defaults(), time)) {
      assertThat(SeenEvents.all(copied, ACME)).hasSize(2);
    }
  }

  @Test
  void outlivesAReopeningOfTheLog() throws IOException {
    append("first");
    Path links = folder.resolve("log/checkpoint");

    try (LogCheckpoint checkpoint = log.checkpoint()) {
      files.checkpoint().tidy();
      assertThat(Files.exists(links)).isTrue();
      checkpoint.moveTo(folder.resolve("copy"));
    }

    assertThat(links).doesNotExist();
  }

  private void append(String id) {
    log.append(EventBatches.of(ACME, id), REJECT_EVENT);
  }

  private Optional<Instant> copyTo(Path copy) {
    try (LogCheckpoint checkpoint = log.checkpoint()) {
      checkpoint.moveTo(copy);
      return checkpoint.lastReceived();
    }
  }
}
