package dev.waybill.server.retention;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.LogUnavailableException;
import dev.waybill.retention.Retention;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs retention a minute after the start and then every hour, on a thread of its own: nothing has
 * to be remembered over a restart, since a run finds by itself what is to be done.
 */
public final class RetentionSchedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionSchedule.class);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofHours(1);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

  private final Run retention;
  private final Duration first;
  private final Duration pause;
  private final Thread thread =
      Thread.ofPlatform().name("retention").daemon().unstarted(this::runForEver);

  /** Looks at everything once. */
  interface Run {
    void run() throws InterruptedException;
  }

  public RetentionSchedule(Retention retention) {
    this(requireNonNull(retention, "retention is null")::run, FIRST, PAUSE);
  }

  RetentionSchedule(Run retention, Duration first, Duration pause) {
    this.retention = requireNonNull(retention, "retention is null");
    this.first = requireNonNull(first, "first is null");
    this.pause = requireNonNull(pause, "pause is null");
  }

  public void start() {
    thread.start();
  }

  private void runForEver() {
    try {
      Thread.sleep(first);
      while (true) {
        run();
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server stops
    }
  }

  private void run() throws InterruptedException {
    try {
      retention.run();
    } catch (LogUnavailableException e) {
      LOG.warn("Retention waits until the event log takes writes: {}", e.getMessage());
    } catch (RuntimeException | Error e) { // else it would never run again
      LOG.error("Retention failed; it runs again later", e);
    }
  }

  /** Waits for the removal of one tenant's events that may be under way. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      if (thread.isAlive() && !thread.join(LONGEST_STOP)) {
        LOG.warn("Retention did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
