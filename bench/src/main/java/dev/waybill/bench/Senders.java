package dev.waybill.bench;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that share out a number of equal tasks. */
final class Senders {
  private static final int TEXTS = 20_000;
  private static final int BATCH = 1_000;
  private static final int THREADS = 4;

  private Senders() {}

  /** A task that may fail. */
  interface Task {
    void run() throws Exception;
  }

  /** Has the server take so many events, whose event times lie in the last hour. */
  static void send(ServerProcess server, String key, int events) throws Exception {
    var bodies = new SampleBodies(TEXTS, System.currentTimeMillis() - 3_600_000, 100);
    inParallel(
        THREADS,
        events / BATCH,
        () -> {
          var connection = new Connection(server.port(), key);
          return () -> connection.post(bodies.next(BATCH));
        });
  }

  static void inParallel(int threads, int tasks, Task task) throws Exception {
    inParallel(threads, tasks, () -> task);
  }

  /**
   * @param perThread makes what each thread runs again and again
   */
  static void inParallel(int threads, int tasks, Callable<Task> perThread) throws Exception {
    var left = new AtomicInteger(tasks);
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var running = new ArrayList<Future<?>>();
      for (int thread = 0; thread < threads; thread++) {
        running.add(
            pool.submit(
                () -> {
                  Task task = perThread.call();
                  while (left.getAndDecrement() > 0) {
                    task.run();
                  }
                  return null;
                }));
      }
      for (Future<?> each : running) {
        await(each);
      }
    }
  }

  private static void await(Future<?> running) throws Exception {
    try {
      running.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A sender failed: " + e.getCause(), e.getCause());
    }
  }
}
