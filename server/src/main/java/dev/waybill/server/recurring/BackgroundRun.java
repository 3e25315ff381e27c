package dev.waybill.server.recurring;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * Runs what was asked for on a thread of its own, until it ends. Whoever starts it sees to it that
 * one has ended before the next. Safe for use by many threads.
 */
public final class BackgroundRun implements AutoCloseable {
  private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

  private final String name;
  private Optional<Thread> thread = Optional.empty();

  /**
   * Runs nothing yet.
   *
   * @param name of the thread
   */
  public BackgroundRun(String name) {
    this.name = requireNonNull(name, "name is null");
  }

  /** Returns at once. */
  public synchronized void start(Runnable work) {
    thread = Optional.of(Thread.ofPlatform().daemon().name(name).start(work));
  }

  /** Interrupts what is under way, and waits for it for as long as a stop may take. */
  @Override
  public void close() {
    last().ifPresent(BackgroundRun::stop);
  }

  private synchronized Optional<Thread> last() {
    return thread;
  }

  private static void stop(Thread running) {
    running.interrupt();
    try {
      running.join(LONGEST_STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
