package dev.waybill.verify;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Runs tasks side by side and hands over their results in the order in which they were submitted,
 * in the thread that submits; so that a report is the same every time.
 */
final class OrderedTasks<T> {
  private final ExecutorService pool;
  private final int most;
  private final Results<T> results;
  private final Queue<Future<T>> running = new ArrayDeque<>();

  /** Takes a result. */
  @FunctionalInterface
  interface Results<T> {
    void take(T result) throws IOException, InterruptedException;
  }

  /**
   * @param most tasks whose results nobody has taken
   */
  OrderedTasks(ExecutorService pool, int most, Results<T> results) {
    this.pool = pool;
    this.most = most;
    this.results = results;
  }

  void submit(Callable<T> task) throws IOException, InterruptedException {
    if (running.size() == most) {
      handOver(running.remove());
    }
    running.add(pool.submit(task));
  }

  /** Waits until all results were handed over. */
  void finish() throws IOException, InterruptedException {
    for (Future<T> next = running.poll(); next != null; next = running.poll()) {
      handOver(next);
    }
  }

  private void handOver(Future<T> task) throws IOException, InterruptedException {
    T result;
    try {
      result = task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException unread -> throw unread;
        case RuntimeException defect -> throw defect;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    }
    results.take(result);
  }
}
