package dev.waybill.export;

import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes the engine's steps: one thread decides what is done next, some plan, others run attempts.
 * They are platform threads, because a native call (the log, a compressor) would hold a virtual
 * one's carrier.
 */
final class ExportWorkers implements AutoCloseable {
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

  /** So many barriers and transactions come together and become durable at once. */
  private static final int PLANNERS = 16;

  private final ExportEngine engine;
  private final TimeSource time;
  private final EngineListener listener;
  private final Thread dispatcher =
      Thread.ofPlatform().name("export-dispatcher").unstarted(this::dispatch);
  private final ExecutorService planners =
      Executors.newFixedThreadPool(
          PLANNERS, Thread.ofPlatform().name("export-planner-", 1).factory());
  private final ExecutorService pool;
  private final Semaphore idle;
  private final Semaphore wakeUps = new Semaphore(0);
  private volatile boolean closing;

  ExportWorkers(ExportEngine engine, int workers, TimeSource time, EngineListener listener) {
    this.engine = engine;
    this.time = time;
    this.listener = listener;
    this.pool =
        Executors.newFixedThreadPool(
            workers, Thread.ofPlatform().name("export-worker-", 1).factory());
    this.idle = new Semaphore(workers);
  }

  void start() {
    dispatcher.start();
  }

  void wake() {
    wakeUps.release();
  }

  /** Begins nothing more. */
  void stop() {
    closing = true;
    wake();
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }

  /** Waits that long for what is under way, and interrupts what is left. */
  void close(Duration patience) {
    stop();
    long deadline = time.monotonicNanos() + patience.toNanos();
    try {
      dispatcher.join(patience);
      planners.shutdown();
      pool.shutdown();
      for (ExecutorService each : List.of(planners, pool)) {
        if (!each.awaitTermination(deadline - time.monotonicNanos(), TimeUnit.NANOSECONDS)) {
          each.shutdownNow();
        }
      }
    } catch (InterruptedException e) {
      planners.shutdownNow();
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void dispatch() {
    while (!closing) {
      boolean more = false;
      try {
        more = engine.planDue(planners) > 0;
        assignAll();
      } catch (RuntimeException | Error e) { // without this thread nothing would be exported
        listener.defect("looking for exports that are due", e);
      }
      if (!more) {
        sleep();
      }
    }
  }

  private void assignAll() {
    int free = idle.drainPermits();
    List<Assignment> assigned = List.of();
    try {
      assigned = closing ? List.of() : engine.assign(free);
    } finally {
      idle.release(free - assigned.size());
    }
    assigned.forEach(each -> pool.execute(() -> attend(each)));
  }

  private void attend(Assignment assignment) {
    try {
      assignment.attend();
      idle.release();
      wake();
    } catch (RuntimeException | Error e) { // the lease ends by itself
      // Nobody is woken: what went wrong now would go wrong again at once.
      idle.release();
      WaitingWork work = assignment.work();
      listener.defect("working on " + work.id() + " of export " + work.configuration(), e);
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
}
