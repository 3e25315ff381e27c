package dev.waybill.server.testing;

import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's clocks, ahead by what a test lets pass. */
public final class PassingTime implements TimeSource {
  private final AtomicLong passed = new AtomicLong();

  public void pass(Duration time) {
    passed.addAndGet(time.toNanos());
  }

  @Override
  public Instant now() {
    return Instant.now().plusNanos(passed.get());
  }

  @Override
  public long monotonicNanos() {
    return System.nanoTime() + passed.get();
  }
}
