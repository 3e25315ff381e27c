package dev.waybill.server.rocksdb;

/** A thread of the log, which ends by itself when the log is closed. */
final class LogThread {
  private final Thread thread;

  private LogThread(Thread thread) {
    this.thread = thread;
  }

  static LogThread start(String name, Runnable work) {
    return new LogThread(Thread.ofPlatform().name(name).start(work));
  }

  /** Waits for its end even if interrupted; the interrupt is seen afterwards. */
  void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
