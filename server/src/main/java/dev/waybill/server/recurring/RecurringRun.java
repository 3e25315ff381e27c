package dev.waybill.server.recurring;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.LogUnavailableException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs something some time after the start and then again and again, on a thread of its own, with a
 * pause after each run. Nothing is remembered over a restart: it is for what finds by itself, in
 * every run, what is to be done.
 */
public final class RecurringRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecurringRun.class);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

  private final String name;
  private final Work work;
  private final Duration first;
  private final Duration pause;
  private final Thread thread;

  /** Does everything once. */
  public interface Work {
    void run() throws InterruptedException;
  }

  /**
   * @param name of the thread, and in the log
   * @param work stops soon when its thread is interrupted
   */
  public RecurringRun(String name, Work work, Duration first, Duration pause) {
    this.name = requireNonNull(name, "name is null");
    this.work = requireNonNull(work, "work is null");
    this.first = requireNonNull(first, "first is null");
    this.pause = requireNonNull(pause, "pause is null");
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::runForEver);
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
      work.run();
    } catch (LogUnavailableException e) {
      LOG.warn("The {} waits until the event log takes writes: {}", name, e.getMessage());
    } catch (RuntimeException | Error e) { // else it would never run again
      LOG.error("The {} failed; it runs again later", name, e);
    }
  }

  /** Waits, for as long as a stop may take, for what cannot be left half done. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      if (thread.isAlive() && !thread.join(LONGEST_STOP)) {
        LOG.warn("The {} did not stop in time", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
