package dev.waybill.export;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** That a worker is, or is about to be, busy with something. */
final class Assignment {
  private final WaitingWork work;
  private final WorkKind kind;
  private final Work source;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopped;

  Assignment(WaitingWork work, WorkKind kind, Work source) {
    this.work = work;
    this.kind = kind;
    this.source = source;
  }

  WaitingWork work() {
    return work;
  }

  WorkKind kind() {
    return kind;
  }

  void attend() {
    source.attend(this);
  }

  /** Whether it must send no further request. */
  boolean isStopped() {
    return stopped;
  }

  void stop() {
    stopped = true;
  }

  void end() {
    ended.countDown();
  }

  void awaitEnd(Duration longest) throws InterruptedException {
    var _ = ended.await(longest.toNanos(), TimeUnit.NANOSECONDS);
  }
}
