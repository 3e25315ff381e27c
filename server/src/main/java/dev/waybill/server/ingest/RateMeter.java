package dev.waybill.server.ingest;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.IngestRate;
import java.time.Duration;
import java.util.Optional;

/**
 * How much one tenant has sent of late. It may send {@link #BURST} worth of its rate at once, and a
 * request of any size while it owes nothing: what that takes too much is a debt, which time pays.
 */
final class RateMeter {
  private static final Duration BURST = Duration.ofSeconds(10);

  private final IngestRate rate;
  private final Bucket events;
  private final Bucket bytes;

  /** Starts with a full burst. */
  RateMeter(IngestRate rate, long now) {
    this.rate = requireNonNull(rate, "rate is null");
    this.events = new Bucket(rate.eventsPerSecond(), now);
    this.bytes = new Bucket(rate.bytesPerSecond(), now);
  }

  boolean measures(IngestRate other) {
    return rate.equals(other);
  }

  /** Takes the share, or nothing and says how long the debt lasts. */
  synchronized Optional<Duration> take(Share share, long now) {
    Optional<Duration> debt = debt(now);
    if (debt.isEmpty()) {
      events.take(share.events(), now);
      bytes.take(share.bytes(), now);
    }
    return debt;
  }

  synchronized Optional<Duration> debt(long now) {
    long nanos = Math.max(events.debt(now), bytes.debt(now));
    return nanos > 0 ? Optional.of(Duration.ofNanos(nanos)) : Optional.empty();
  }

  synchronized void giveBack(Share share) {
    events.giveBack(share.events());
    bytes.giveBack(share.bytes());
  }

  /** Counts in the time that the rate takes, on a clock in nanoseconds. */
  private static final class Bucket {
    private final long perSecond;

    /** When everything that was taken is paid for. */
    private long paid;

    Bucket(Optional<Long> perSecond, long now) {
      this.perSecond = perSecond.orElse(Long.MAX_VALUE);
      this.paid = now - BURST.toNanos();
    }

    long debt(long now) {
      return paid - now;
    }

    void take(long count, long now) {
      paid = Math.max(paid, now - BURST.toNanos()) + nanos(count);
    }

    void giveBack(long count) {
      paid -= nanos(count);
    }

    private long nanos(long count) {
      return count * Duration.ofSeconds(1).toNanos() / perSecond;
    }
  }
}
