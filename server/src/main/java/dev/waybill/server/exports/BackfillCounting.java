package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.BackfillCounter;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts in the background what backfills have to deliver. A platform thread, because the log's
 * native calls would hold a virtual one's carrier.
 */
public final class BackfillCounting implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackfillCounting.class);
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

  private final BackfillCounter counter;
  private final Semaphore wakeUps = new Semaphore(0);
  private final Thread thread =
      Thread.ofPlatform().name("backfill-counting").daemon().unstarted(this::run);
  private volatile boolean closing;

  public BackfillCounting(BackfillCounter counter) {
    this.counter = requireNonNull(counter, "counter is null");
  }

  public void start() {
    thread.start();
  }

  /** There may be something to count. */
  public void wake() {
    wakeUps.release();
  }

  private void run() {
    while (!closing) {
      if (!countOne()) {
        sleep();
      }
    }
  }

  private boolean countOne() {
    try {
      return counter.countNext(() -> closing);
    } catch (RuntimeException | Error e) { // progress without a total is no reason to stop anything
      LOG.error("A defect while looking for backfills to count", e);
      return false;
    }
  }

  private void sleep() {
    try {
      if (wakeUps.tryAcquire(LONGEST_SLEEP.toNanos(), TimeUnit.NANOSECONDS)) {
        wakeUps.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }

  /** Stops before the next block of the log; what was counted so far is counted again later. */
  @Override
  public void close() {
    closing = true;
    wake();
    try {
      thread.join(LONGEST_STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
