package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * When a configuration delivers: at the ticks of its interval, each delayed by a spread that is
 * always the same for one configuration, so that many configurations do not start at once.
 */
public final class Schedule {
  private static final Duration WIDEST_SPREAD = Duration.ofMinutes(5);
  private static final int SPREAD_PART = 10;

  private final Interval interval;
  private final Duration spread;

  public Schedule(ConfigurationId configuration, Interval interval) {
    this.interval = requireNonNull(interval, "interval is null");
    this.spread = spread(configuration, interval);
  }

  /** From zero up to, but not including, the tenth of the interval or five minutes. */
  public Duration spread() {
    return spread;
  }

  /** The tick, without spread, for which a job is to be there at that time. */
  public Instant currentTick(Instant now) {
    return interval.tickAt(now.minus(spread));
  }

  /**
   * When a configuration is due after {@code lastTick} was planned: at once if the current tick is
   * another one, whichever of them is later; else at the next.
   */
  public Instant nextDue(Instant lastTick, Instant now) {
    return currentTick(now).equals(lastTick) ? lastTick.plus(interval.length()).plus(spread) : now;
  }

  private static Duration spread(ConfigurationId configuration, Interval interval) {
    Duration part = interval.length().dividedBy(SPREAD_PART);
    Duration limit = part.compareTo(WIDEST_SPREAD) < 0 ? part : WIDEST_SPREAD;
    return Duration.ofMillis(Long.remainderUnsigned(mix(configuration.value()), limit.toMillis()));
  }

  /** Every bit of the id moves every bit of the result: the end of SplitMix64. */
  private static long mix(UUID id) {
    long z = id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 32);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
