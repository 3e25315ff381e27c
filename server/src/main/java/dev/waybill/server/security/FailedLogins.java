package dev.waybill.server.security;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.waybill.time.TimeSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;

/**
 * Counts wrong keys by the address they come from (IPv6: its first 64 bits, which one customer of a
 * network has). After some within a minute, further wrong ones from there are told to wait: for a
 * second, then twice as long each time, up to a minute. Nobody is made to wait who has a right key,
 * since many may share an address. Safe for use by many threads.
 */
public final class FailedLogins {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** After so long without a wrong key, an address starts anew. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private static final int REMEMBERED = 100_000;
  private static final int DOUBLINGS = 6;

  private final int free;
  private final TimeSource time;
  private final Counter refused;
  private final Counter delayed;
  private final Cache<String, Tries> tries;

  /**
   * Starts with none.
   *
   * @param free wrong keys a minute that nobody waits for
   */
  public FailedLogins(int free, TimeSource time, MeterRegistry registry) {
    this.free = free;
    this.time = requireNonNull(time, "time is null");
    this.refused = registry.counter("waybill.failed.logins", "result", "refused");
    this.delayed = registry.counter("waybill.failed.logins", "result", "delayed");
    this.tries =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(FORGOTTEN.plus(LONGEST))
            .ticker(time::monotonicNanos)
            .build();
  }

  /**
   * Counts a wrong key, or a wrong secret like one, from that address: how long to wait before
   * another; empty if not at all.
   */
  public Optional<Duration> add(String address) {
    long now = time.monotonicNanos();
    Tries after =
        tries
            .asMap()
            .merge(
                Addresses.network(address),
                Tries.first(now),
                (before, _) -> before.next(now, free));
    Optional<Duration> wait = after.delay(now);
    (wait.isPresent() ? delayed : refused).increment();
    return wait;
  }

  /** How long that address still has to wait, as it was told; empty if not. Counts nothing. */
  public Optional<Duration> waiting(String address) {
    long now = time.monotonicNanos();
    return Optional.ofNullable(tries.getIfPresent(Addresses.network(address)))
        .flatMap(before -> before.delay(now))
        .filter(Duration::isPositive);
  }

  /**
   * The wrong keys of one address.
   *
   * @param since when the first of this minute came, on the monotonic clock
   * @param delays how often it was told to wait
   * @param until when the last wait ends; without one, meaningless
   */
  private record Tries(long since, int count, int delays, long until) {

    static Tries first(long now) {
      return new Tries(now, 1, 0, now);
    }

    Tries next(long now, int free) {
      if (delays > 0) {
        return afterADelay(now);
      }
      if (now - since > WINDOW.toNanos()) {
        return first(now);
      }
      return count < free ? new Tries(since, count + 1, 0, now) : delayed(now, 1);
    }

    private Tries afterADelay(long now) {
      if (now - until < 0) {
        return this;
      }
      return now - until > FORGOTTEN.toNanos() ? first(now) : delayed(now, delays + 1);
    }

    private Tries delayed(long now, int times) {
      Duration doubled = SHORTEST.multipliedBy(1L << Math.min(times - 1, DOUBLINGS));
      Duration delay = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
      return new Tries(since, count, Math.min(times, DOUBLINGS + 1), now + delay.toNanos());
    }

    Optional<Duration> delay(long now) {
      return delays > 0 ? Optional.of(Duration.ofNanos(until - now)) : Optional.empty();
    }
  }
}
