package dev.waybill.server.rocksdb;

import dev.waybill.log.AppendOutcome.Refused;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for the committer, bounded in bytes. Safe for use by many threads. */
final class WaitingQueue {
  private static final Refused FULL =
      new Refused("More events wait for the disk than fit in memory.", Duration.ofSeconds(1));

  private final long limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long bytes;
  private Optional<Refused> refusal = Optional.empty();
  private boolean closed;

  WaitingQueue(long limit) {
    this.limit = limit;
  }

  /** Puts it at the end, or refuses it. One that is larger than the limit waits alone. */
  void add(Waiting request) {
    Optional<Refused> refused;
    lock.lock();
    try {
      refused = refusal;
      if (refused.isEmpty() && bytes > 0 && bytes + request.bytes() > limit) {
        refused = Optional.of(FULL);
      }
      if (refused.isEmpty()) {
        waiting.add(request);
        bytes += request.bytes();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    refused.ifPresent(request::refuse);
  }

  /**
   * Waits for the next group: appends and barriers of at most that many bytes, but at least one; or
   * one chore. Empty when the queue is closed and nothing waits any more.
   */
  List<Waiting> take(long most) {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      List<Waiting> group = new ArrayList<>();
      long size = 0;
      while (!waiting.isEmpty()) {
        Waiting next = waiting.peek();
        boolean alone = next instanceof Waiting.ChoreCall;
        if (!group.isEmpty() && (alone || size + next.bytes() > most)) {
          break;
        }
        group.add(waiting.remove());
        size += next.bytes();
        if (alone) {
          break;
        }
      }
      bytes -= size;
      return group;
    } finally {
      lock.unlock();
    }
  }

  /** Refuses what waits and what comes, until {@link #accept}. */
  void refuse(Refused reason) {
    List<Waiting> refused;
    lock.lock();
    try {
      refusal = Optional.of(reason);
      refused = List.copyOf(waiting);
      waiting.clear();
      bytes = 0;
    } finally {
      lock.unlock();
    }
    refused.forEach(request -> request.refuse(reason));
  }

  void accept() {
    lock.lock();
    try {
      if (!closed) {
        refusal = Optional.empty();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Refuses what comes; what waits may still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      refusal = Optional.of(new Refused("The event log is closed.", Duration.ofSeconds(5)));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits that long for {@link #close}; answers whether it was called. */
  boolean closedWithin(Duration time) {
    lock.lock();
    try {
      long left = time.toNanos();
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return closed;
    } catch (InterruptedException e) {
      throw new IllegalStateException("only the committer waits here, and nobody interrupts it", e);
    } finally {
      lock.unlock();
    }
  }

  Optional<String> refusal() {
    lock.lock();
    try {
      return refusal.map(Refused::reason);
    } finally {
      lock.unlock();
    }
  }

  int requests() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }
}
