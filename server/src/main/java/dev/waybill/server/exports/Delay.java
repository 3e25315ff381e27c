package dev.waybill.server.exports;

import java.time.Duration;

/** Does something later, on a thread of its own. */
@FunctionalInterface
public interface Delay {
  void after(Duration delay, Runnable task);
}
