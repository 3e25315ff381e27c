package dev.waybill.export;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether planning waits for the log. The listener is told when that begins and when it is over:
 * once, and neither for each export and backfill nor at each look.
 */
final class LogOutage {
  private final EngineListener listener;
  private final AtomicBoolean told = new AtomicBoolean();

  LogOutage(EngineListener listener) {
    this.listener = listener;
  }

  void begins(String reason) {
    if (told.compareAndSet(false, true)) {
      listener.logUnavailable(reason);
    }
  }

  void isOver() {
    if (told.compareAndSet(true, false)) {
      listener.logAvailable();
    }
  }
}
