package dev.waybill.server.ingest;

import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.time.TimeSource;
import java.time.Duration;

/**
 * How slowly a body may come: whoever sends holds memory and a thread that others wait for. Without
 * it a sender of one byte now and then could hold them for ever.
 */
final class Pace {
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final long LEAST_BYTES_PER_SECOND = 16 * 1024;

  private final TimeSource time;
  private final long start;

  private Pace(TimeSource time) {
    this.time = time;
    this.start = time.monotonicNanos();
  }

  /** Counts from now. */
  static Pace start(TimeSource time) {
    return new Pace(time);
  }

  /**
   * Looks at the clock.
   *
   * @param bytes that have come since the start
   * @throws ProblemException if they took too long
   */
  void check(long bytes) {
    Duration allowed = GRACE.plusSeconds(bytes / LEAST_BYTES_PER_SECOND);
    if (time.monotonicNanos() - start > allowed.toNanos()) {
      throw new ProblemException(
          ProblemCode.TOO_SLOW,
          "The body came too slowly: nothing was taken, send fewer events a request.");
    }
  }
}
