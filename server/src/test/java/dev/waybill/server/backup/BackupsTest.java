package dev.waybill.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.retention.RetentionGate;
import dev.waybill.time.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BackupsTest {
  @TempDir private Path folder;
  private LiveData data;

  @BeforeEach
  void open() {
    data = LiveData.open(folder.resolve("data"));
  }

  @AfterEach
  void close() {
    data.close();
  }

  @Test
  void makesOneAtATime() {
    CountDownLatch waiting = new CountDownLatch(1);
    try (Backups backups = backups(new SlowInBackups(data.time, waiting))) {
      BackupStatus first = start(backups, "one");

      assertThatThrownBy(() -> start(backups, "two"))
          .isInstanceOf(BackupUnderWayException.class)
          .hasMessageContaining(first.id().toString());

      waiting.countDown();
      await().until(() -> progress(backups, first) instanceof BackupStatus.Succeeded);
      BackupStatus second = start(backups, "two");
      await().until(() -> progress(backups, second) instanceof BackupStatus.Succeeded);
      assertThat(backups.find(first.id())).isEmpty();
    }
  }

  @Test
  void saysWhyItFailedAndLeavesNothing() throws Exception {
    Files.delete(data.directory.keys().resolve("secrets.json"));
    try (Backups backups = backups(data.time)) {
      BackupStatus started = backups.start(folder.resolve("one").toString(), KeyChoice.INCLUDED);

      await().until(() -> progress(backups, started) instanceof BackupStatus.Failed);

      assertThat(progress(backups, started).toString())
          .contains("secrets.json", "nothing of it was left there");
      assertThat(folder.resolve("one")).isEmptyDirectory();
    }
  }

  @Test
  void anErrorEndsItAndAnotherMayBegin() {
    AtomicBoolean failing = new AtomicBoolean(true);
    try (Backups backups = backups(new FailingInBackups(data.time, failing))) {
      BackupStatus first = start(backups, "one");

      await().until(() -> progress(backups, first) instanceof BackupStatus.Failed);

      assertThat(progress(backups, first).toString()).contains("Java heap space");
      BackupStatus second = start(backups, "one");
      await().until(() -> progress(backups, second) instanceof BackupStatus.Succeeded);
    }
  }

  /** A clock that fails backups once. */
  private record FailingInBackups(TimeSource time, AtomicBoolean failing) implements TimeSource {
    @Override
    public Instant now() {
      if (Thread.currentThread().getName().equals("backup") && failing.getAndSet(false)) {
        throw new OutOfMemoryError("Java heap space");
      }
      return time.now();
    }

    @Override
    public long monotonicNanos() {
      return time.monotonicNanos();
    }
  }

  /** A clock that backups wait for. */
  private record SlowInBackups(TimeSource time, CountDownLatch waiting) implements TimeSource {
    @Override
    public Instant now() {
      if (Thread.currentThread().getName().equals("backup")) {
        try {
          waiting.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return time.now();
    }

    @Override
    public long monotonicNanos() {
      return time.monotonicNanos();
    }
  }

  private Backups backups(TimeSource time) {
    return new Backups(
        new BackupSources(
            data.directory, data.controlPlane, data.log, new RetentionGate(), time, "1.0"),
        List.of(),
        UUID::randomUUID);
  }

  private BackupStatus start(Backups backups, String name) {
    return backups.start(folder.resolve(name).toString(), KeyChoice.LEFT_OUT);
  }

  private static BackupStatus.Progress progress(Backups backups, BackupStatus of) {
    return backups.find(of.id()).orElseThrow().progress();
  }
}
