package dev.waybill.server.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Lets each thing through once in a while, and not too many in all: what is recorded of requests
 * must not flood what it is recorded in. Remembers in memory alone. Safe for use by many threads.
 */
final class Sparingly {
  static final Duration WHILE = Duration.ofMinutes(10);

  private static final int REMEMBERED = 100_000;

  private final Cache<Object, Boolean> seen;
  private final Cache<Object, AtomicInteger> counts;
  private final int most;

  /**
   * @param most of a group in a while
   */
  Sparingly(int most, TimeSource time) {
    this.most = most;
    this.seen = forAWhile(time).build();
    this.counts = forAWhile(time).build();
  }

  /**
   * Does the work if it is the first of its kind and its group has not had too many. Work that
   * fails is done again the next time, and counts.
   *
   * @param work tells whether it was done
   */
  void once(Object group, Object what, BooleanSupplier work) {
    if (admits(group, what) && !work.getAsBoolean()) {
      seen.invalidate(what);
    }
  }

  private boolean admits(Object group, Object what) {
    return seen.asMap().putIfAbsent(what, true) == null
        && counts.get(group, _ -> new AtomicInteger()).incrementAndGet() <= most;
  }

  private static Caffeine<Object, Object> forAWhile(TimeSource time) {
    return Caffeine.newBuilder()
        .maximumSize(REMEMBERED)
        .expireAfterWrite(WHILE)
        .ticker(time::monotonicNanos);
  }
}
