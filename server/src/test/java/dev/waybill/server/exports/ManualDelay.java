package dev.waybill.server.exports;

import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** Time passes only when told; what has come due is then done, in order, by the one who told. */
final class ManualDelay implements Delay {
  private record Due(long nanos, long order, Runnable task) {}

  private final SettableTime time;
  private final Queue<Due> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingLong(Due::order));
  private long order;

  ManualDelay(SettableTime time) {
    this.time = time;
  }

  @Override
  public void after(Duration delay, Runnable task) {
    tasks.add(new Due(time.monotonicNanos() + delay.toNanos(), order++, task));
  }

  void advance(Duration duration) {
    long until = time.monotonicNanos() + duration.toNanos();
    for (Due due = tasks.peek(); due != null && due.nanos() <= until; due = tasks.peek()) {
      tasks.remove(due);
      time.advance(Duration.ofNanos(Math.max(0, due.nanos() - time.monotonicNanos())));
      due.task().run();
    }
    time.advance(Duration.ofNanos(until - time.monotonicNanos()));
  }

  int pending() {
    return tasks.size();
  }
}
