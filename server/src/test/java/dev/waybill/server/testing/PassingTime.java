package dev.waybill.server.testing;

import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's clocks, ahead by what a test lets pass. */
public final class PassingTime implements TimeSource {
  private final AtomicLong passed = new AtomicLong();

  /**
   * At half past one of the next day: no export becomes due by itself for half an hour, none of
   * every 12 hours for ten, at whatever time of day the test runs.
   */
  public static PassingTime farFromTicks() {
    var time = new PassingTime();
    Instant now = time.now();
    Instant start = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1).plusMinutes(90));
    time.pass(Duration.between(now, start));
    return time;
  }

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
