package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Waits on one thread and lets the executor do what has come due. */
public final class TimerDelay implements Delay, AutoCloseable {
  private final Executor executor;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("connection-tests").factory());

  public TimerDelay(Executor executor) {
    this.executor = requireNonNull(executor, "executor is null");
  }

  @Override
  public void after(Duration delay, Runnable task) {
    ScheduledFuture<?> scheduled =
        timer.schedule(() -> executor.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    requireNonNull(scheduled, "scheduled is null");
  }

  /** What has not come due is dropped. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
