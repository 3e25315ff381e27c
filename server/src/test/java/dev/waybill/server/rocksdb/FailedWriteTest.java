package dev.waybill.server.rocksdb;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.event.EventBatches;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.AppendOutcome.Appended;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.log.Position;
import dev.waybill.log.SeenEvents;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

class FailedWriteTest {
  private static final TenantId ACME = new TenantId("acme");

  @TempDir private Path folder;
  private final SettableTime time = new SettableTime();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger openingsToFail = new AtomicInteger();
  private volatile CountDownLatch mayOpen = new CountDownLatch(0);
  private volatile BatchWrite write = Store::write;
  private RocksEventLog log;

  @BeforeEach
  void openWithOneEvent() {
    StoreFolder files = new StoreFolder(folder, RocksLogOptions.defaults());
    Commits commits =
        new Commits(
            () -> opened(files), (store, batch) -> write.write(store, batch), Duration.ofMillis(1));
    log = new RocksEventLog(files, RocksLogOptions.defaults(), time, commits, DiskSpace.of(folder));
    log.append(EventBatches.of(ACME, "first"), REJECT_EVENT);
  }

  @AfterEach
  void close() {
    mayOpen.countDown();
    log.close();
  }

  @Test
  void doesNotKnowWhatBecameOfABatchWhoseWriteFailed() {
    failNextBefore();

    assertThat(append("a")).isInstanceOf(AppendOutcome.Unknown.class);

    assertThat(untilTaken("a")).isEqualTo(appended(1, 0, 1));
    assertThat(ids()).containsExactly("first", "a");
  }

  @Test
  void findsABatchThatReachedTheDiskAlthoughItsSyncFailed() {
    failNextAfter();

    assertThat(append("a")).isInstanceOf(AppendOutcome.Unknown.class);

    assertThat(untilTaken("a")).isEqualTo(new Appended(0, 1, List.of(), Optional.empty()));
    assertThat(log.end(ACME)).isEqualTo(new Position(2));
    assertThat(ids()).containsExactly("first", "a");
  }

  @Test
  void answersAndGoesOnAfterAnError() {
    write =
        (store, batch) -> {
          write = Store::write;
          throw new OutOfMemoryError("Cannot reserve direct buffer memory");
        };

    assertThat(append("a")).isInstanceOf(AppendOutcome.Unknown.class);

    assertThat(untilTaken("a")).isEqualTo(appended(1, 0, 1));
  }

  @Test
  void takesNothingUntilItWasReopenedAndStillTellsTheEnd() {
    mayOpen = new CountDownLatch(1);
    failNextBefore();

    append("a");

    assertThat(append("b")).isInstanceOf(AppendOutcome.Refused.class);
    assertThatThrownBy(() -> log.barrier(ACME)).isInstanceOf(LogUnavailableException.class);
    assertThatThrownBy(() -> log.trim(ACME, new Position(1)))
        .isInstanceOf(LogUnavailableException.class);
    assertThat(log.statistics().refusal()).isPresent();
    assertThat(log.end(ACME)).isEqualTo(new Position(1));

    mayOpen.countDown();

    assertThat(untilTaken("b")).isEqualTo(appended(1, 0, 1));
    assertThat(log.statistics().refusal()).isEmpty();
  }

  @Test
  void triesAgainUntilItCanBeReopened() {
    openingsToFail.set(3);
    failNextBefore();

    append("a");

    assertThat(untilTaken("b")).isEqualTo(appended(1, 0, 1));
    assertThat(opened).hasValue(5);
  }

  @Test
  void closesWhileItCannotBeReopened() {
    openingsToFail.set(Integer.MAX_VALUE);
    failNextBefore();
    append("a");

    log.close();

    assertThat(append("b")).isInstanceOf(AppendOutcome.Refused.class);
    assertThatThrownBy(() -> SeenEvents.all(log, ACME)).isInstanceOf(LogUnavailableException.class);
  }

  @Test
  void neverShowsAnEventBeforeItsWriteSucceeded() {
    write =
        (store, batch) -> {
          store.write(batch);
          assertThat(log.end(ACME)).isEqualTo(new Position(1));
          assertThat(SeenEvents.all(log, ACME)).hasSize(1);
        };

    assertThat(append("a")).isEqualTo(appended(1, 0, 1));
    assertThat(log.end(ACME)).isEqualTo(new Position(2));
  }

  @Test
  void leavesABarrierUnansweredIfItsTimeIsNotDurable() {
    failNextBefore();

    assertThatThrownBy(() -> log.barrier(ACME)).isInstanceOf(LogUnavailableException.class);
  }

  private Store opened(StoreFolder files) {
    boolean first = opened.getAndIncrement() == 0;
    try {
      mayOpen.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (!first && openingsToFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new StartRefusedException("The disk is away.");
    }
    return files.open();
  }

  private void failNextBefore() {
    write =
        (store, batch) -> {
          write = Store::write;
          throw new RocksDBException("the disk is full");
        };
  }

  private void failNextAfter() {
    write =
        (store, batch) -> {
          write = Store::write;
          store.write(batch);
          throw new RocksDBException("the sync failed");
        };
  }

  private AppendOutcome append(String id) {
    return log.append(EventBatches.of(ACME, id), REJECT_EVENT);
  }

  /** As a sender does who honours the refusal, only faster. */
  private AppendOutcome untilTaken(String id) {
    AppendOutcome outcome = append(id);
    while (outcome instanceof AppendOutcome.Refused) {
      Thread.onSpinWait();
      outcome = append(id);
    }
    return outcome;
  }

  private List<String> ids() {
    return SeenEvents.all(log, ACME).stream()
        .map(seen -> seen.line().replaceFirst(".*\"eventID\":\"(\\w+)\".*", "$1"))
        .toList();
  }

  private static AppendOutcome appended(int accepted, int duplicates, long last) {
    return new Appended(accepted, duplicates, List.of(), Optional.of(new Position(last)));
  }
}
