package dev.waybill.export;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes the engine's steps: one thread plans and claims, others run attempts. They are platform
 * threads, because a native call (the log, a compressor) would hold a virtual one's carrier.
 */
final class ExportWorkers implements AutoCloseable {
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

  /** Together the 20 seconds that closing may take. */
  private static final Duration LONGEST_STEP = Duration.ofSeconds(5);

  private static final Duration LONGEST_WRITE = Duration.ofSeconds(15);

  private final ExportEngine engine;
  private final EngineListener listener;
  private final Thread dispatcher =
      Thread.ofPlatform().name("export-dispatcher").unstarted(this::dispatch);
  private final ExecutorService pool;
  private final Semaphore idle;
  private final Semaphore wakeUps = new Semaphore(0);
  private volatile boolean closing;

  ExportWorkers(ExportEngine engine, int workers, EngineListener listener) {
    this.engine = engine;
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

  @Override
  public void close() {
    closing = true;
    wake();
    try {
      dispatcher.join(LONGEST_STEP);
      pool.shutdown();
      if (!pool.awaitTermination(LONGEST_WRITE.toNanos(), TimeUnit.NANOSECONDS)) {
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void dispatch() {
    while (!closing) {
      boolean more = false;
      try {
        more = engine.planDue() > 0;
        claimAll();
      } catch (RuntimeException | Error e) { // without this thread nothing would be exported
        listener.defect("looking for exports that are due", e);
      }
      if (!more) {
        sleep();
      }
    }
  }

  private void claimAll() {
    while (!closing && idle.tryAcquire()) {
      Optional<Work> work = Optional.empty();
      try {
        work = claim();
      } finally {
        if (work.isEmpty()) {
          idle.release();
        }
      }
      if (work.isEmpty()) {
        return;
      }
      Work claimed = work.get();
      pool.execute(() -> run(claimed));
    }
  }

  /**
   * What an idle worker does next.
   *
   * @param what for a log
   */
  private record Work(String what, Runnable run) {}

  private Optional<Work> claim() {
    return engine
        .claimNext()
        .map(claim -> new Work("job " + claim.attempt().job().id(), () -> engine.runAttempt(claim)))
        .or(
            () ->
                engine
                    .claimNextRedelivery()
                    .map(
                        claim ->
                            new Work(
                                "redelivery " + claim.attempt().redelivery().id(),
                                () -> engine.runRedelivery(claim))));
  }

  private void run(Work work) {
    try {
      work.run().run();
    } catch (RuntimeException | Error e) { // the lease ends by itself
      listener.defect("ending an attempt at " + work.what(), e);
    } finally {
      idle.release();
      wake();
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
