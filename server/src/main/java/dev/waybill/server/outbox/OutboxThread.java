package dev.waybill.server.outbox;

import dev.waybill.log.EventLog;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.server.audit.AuditOutbox;
import dev.waybill.server.security.TenantDeletions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the service's own audit events into the event log, on a thread of its own: at the start
 * what a crash has left, then whatever is recorded, at once.
 */
public final class OutboxThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxThread.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

  /** A commit of which nobody knows whether it is there wakes no one. */
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

  private final AuditOutbox outbox;
  private final OutboxDrainer drainer;
  private final Semaphore recorded = new Semaphore(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private Duration pause = FIRST_PAUSE;

  public OutboxThread(AuditOutbox outbox, EventLog log, TenantDeletions deletions) {
    this.outbox = outbox;
    this.drainer = new OutboxDrainer(outbox, log, deletions);
    this.thread = Thread.ofPlatform().name("audit-outbox").daemon().unstarted(this::work);
  }

  public void start() {
    outbox.onRecorded(recorded::release);
    thread.start();
  }

  /** Brings in what is there, as far as the log takes it; the rest waits for the next start. */
  @Override
  public void close() {
    closing.countDown();
    recorded.release();
    try {
      if (thread.isAlive() && !thread.join(LONGEST_STOP)) {
        LOG.warn("The audit outbox did not stop in time; what is in it waits for the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      boolean last;
      do {
        sleepUntilRecorded();
        last = closing.getCount() == 0;
        if (drain()) {
          pause = FIRST_PAUSE;
        } else {
          recorded.release();
          last |= closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
          pause = longer(pause);
        }
      } while (!last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server stops
    }
  }

  private void sleepUntilRecorded() throws InterruptedException {
    if (recorded.tryAcquire(LONGEST_SLEEP.toNanos(), TimeUnit.NANOSECONDS)) {
      recorded.drainPermits();
    }
  }

  /** Whether nothing is left. */
  private boolean drain() {
    try {
      return drainer.drain();
    } catch (LogUnavailableException e) {
      LOG.warn("Audit events of the service wait for the event log: {}", e.getMessage());
    } catch (RuntimeException | Error e) { // else nothing would ever be brought in again
      LOG.error("Audit events of the service cannot be brought into the event log yet", e);
    }
    return false;
  }

  private static Duration longer(Duration pause) {
    Duration longer = pause.multipliedBy(2);
    return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }
}
