package dev.waybill.export;

import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
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
    this(engine, workers, Thread.ofPlatform().name("export-worker-", 1).factory(), time, listener);
  }

  /**
   * @param threads makes a thread of each worker
   */
  ExportWorkers(
      ExportEngine engine,
      int workers,
      ThreadFactory threads,
      TimeSource time,
      EngineListener listener) {
    this.engine = engine;
    this.time = time;
    this.listener = listener;
    this.pool = Executors.newFixedThreadPool(workers, threads);
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
      dispatcher.interrupt(); // it may wait for plannings that are dropped below
      planners.shutdown();
      pool.shutdown();
      for (ExecutorService each : List.of(planners, pool)) {
        if (!each.awaitTermination(deadline - time.monotonicNanos(), TimeUnit.NANOSECONDS)) {
          each.shutdownNow();
        }
      }
    } catch (InterruptedException e) {
      dispatcher.interrupt();
      planners.shutdownNow();
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void dispatch() {
    while (!closing) {
      boolean more = planDue();
      assignWaiting();
      if (!more) {
        sleep();
      }
    }
  }

  /** What goes wrong here is told and passed over: without this thread nothing is exported. */
  private boolean planDue() {
    boolean more = false;
    try {
      more = engine.planDue(planners) > 0;
    } catch (InterruptedException e) {
      stopped();
    } catch (RuntimeException | Error e) {
      report("looking for exports that are due", e);
    }
    try {
      more |= engine.planBackfills() > 0;
    } catch (RuntimeException | Error e) {
      report("looking for backfills to plan", e);
    }
    return more;
  }

  /** Jobs that are planned are delivered though no more can be planned. */
  private void assignWaiting() {
    try {
      assignAll();
    } catch (RuntimeException | Error e) {
      report("looking for jobs to deliver", e);
    }
  }

  private void report(String doing, Throwable cause) {
    try {
      listener.defect(doing, cause);
    } catch (Error _) {
      // There is no memory to tell it; what goes wrong for ever is told when there is some.
    }
  }

  private void stopped() {
    Thread.currentThread().interrupt();
    closing = true;
  }

  private void assignAll() {
    int free = idle.drainPermits();
    List<Assignment> assigned = List.of();
    try {
      assigned = closing ? List.of() : engine.assign(free);
    } finally {
      idle.release(free - assigned.size());
    }
    assigned.forEach(this::begin);
  }

  private void begin(Assignment assignment) {
    try {
      pool.execute(() -> attend(assignment));
    } catch (RuntimeException | Error e) { // it is closed, or there is no memory for a thread
      engine.leave(assignment);
      idle.release();
      if (!closing) {
        report("beginning to work on " + assignment.work().id(), e);
      }
    }
  }

  private void attend(Assignment assignment) {
    try {
      assignment.attend();
      engine.leave(assignment);
      idle.release();
      wake();
    } catch (RuntimeException | Error e) { // the lease ends by itself
      // Nobody is woken: what went wrong now would go wrong again at once.
      engine.leave(assignment);
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
      stopped();
    }
  }
}
