package dev.waybill.export;

import dev.waybill.fault.Failure;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a failed job waits: twice as long after each attempt, at most four minutes, so that a
 * repaired destination resumes within five; a random half of it, so that jobs which failed together
 * do not come back together. If the store asked for more time it gets it, up to an hour.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final Duration LONGEST_ASKED_FOR = ExportLedger.FARTHEST_AHEAD;
  private static final int DOUBLINGS = 6;

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * @param attempt which has just failed, from 1
   */
  synchronized Duration after(int attempt, Failure failure) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(attempt - 1, DOUBLINGS));
    long most = Math.min(doubled.toMillis(), LONGEST.toMillis());
    Duration wait = Duration.ofMillis(random.nextLong(most / 2, most + 1));
    Duration asked = failure.retryAfter().orElse(Duration.ZERO);
    Duration granted = asked.compareTo(LONGEST_ASKED_FOR) < 0 ? asked : LONGEST_ASKED_FOR;
    return wait.compareTo(granted) > 0 ? wait : granted;
  }
}
