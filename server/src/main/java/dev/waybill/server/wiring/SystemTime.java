package dev.waybill.server.wiring;

import dev.waybill.time.TimeSource;
import java.time.Instant;

/** The machine's clocks. */
final class SystemTime implements TimeSource {
  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long monotonicNanos() {
    return System.nanoTime();
  }
}
