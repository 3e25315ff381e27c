package dev.waybill.export;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that all open objects share. A pass reserves all it can ever need before it opens
 * anything, and holds one reservation at a time: so whoever holds some can finish, and waiting
 * ends. First come, first served.
 */
final class BufferBudget {
  private static final long UNIT = 1024;

  private final long bytes;
  private final Semaphore units;

  BufferBudget(long bytes) {
    this.bytes = bytes;
    this.units = new Semaphore(Math.toIntExact(bytes / UNIT), true);
  }

  long bytes() {
    return bytes / UNIT * UNIT;
  }

  /** Memory that was reserved, until closed. */
  interface Reservation extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits until so much is free.
   *
   * @param patience how long to wait before {@code pulse} is called, again and again
   */
  Reservation reserve(long wanted, Duration patience, Runnable pulse) {
    int count = Math.toIntExact(Math.ceilDiv(wanted, UNIT));
    try {
      while (!units.tryAcquire(count, patience.toNanos(), TimeUnit.NANOSECONDS)) {
        pulse.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AttemptOver();
    }
    return () -> units.release(count);
  }
}
