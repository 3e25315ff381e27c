package dev.waybill.stores.azure;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.stores.deadline.Deadline;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the application's token for each customer's directory, and renews it before it ends. Those
 * who need the same one at the same time wait for one request; while a token is still good, a
 * renewal that fails does no harm.
 */
final class EntraTokens {
  /** Each of about two thousand bytes. */
  static final int MOST = 10_000;

  private static final Duration BEFORE_ITS_END = Duration.ofMinutes(10);
  private static final Duration LAST_USE = Duration.ofMinutes(1);
  private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(30);

  /** Asks for a token. */
  interface Source {
    /**
     * Asks once.
     *
     * @throws NoTokenException if there is none
     */
    Granted ask(EntraDirectory directory, Deadline deadline);
  }

  /**
   * What was given out.
   *
   * @param life from now on
   */
  record Granted(String bearer, Duration life) {
    @Override
    public String toString() {
      return "Granted";
    }
  }

  private record Held(String bearer, long usableUntil, long renewAt) {
    Held renewedAt(long when) {
      return new Held(bearer, usableUntil, when);
    }

    @Override
    public String toString() {
      return "Held";
    }
  }

  /** The token of a directory; renewed under its lock. */
  private static final class Place {
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicReference<@Nullable Held> token = new AtomicReference<>();
    private @Nullable Long askedAnewAt;

    /** Not again a moment after the last time. */
    synchronized boolean mayAskAnew(long now) {
      if (askedAnewAt != null && now - askedAnewAt < BETWEEN_RENEWALS.toNanos()) {
        return false;
      }
      askedAnewAt = now;
      return true;
    }
  }

  private final Source source;
  private final Supplier<Failure> outOfTime;
  private final TimeSource time;
  private final Map<EntraDirectory, Place> places =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EntraDirectory, Place> eldest) {
          return size() > MOST;
        }
      };

  EntraTokens(Source source, Supplier<Failure> outOfTime, TimeSource time) {
    this.source = source;
    this.outOfTime = outOfTime;
    this.time = time;
  }

  /**
   * A token that is good for a while.
   *
   * @throws NoTokenException if there is none
   */
  String current(EntraDirectory directory, Deadline deadline) {
    Place place = place(directory);
    lock(place, deadline);
    try {
      long now = time.monotonicNanos();
      Held held = place.token.get();
      if (held != null && now - held.renewAt() < 0 && now - held.usableUntil() < 0) {
        return held.bearer();
      }
      Held renewed = renewed(held, directory, place, deadline);
      place.token.set(renewed);
      return renewed.bearer();
    } finally {
      place.lock.unlock();
    }
  }

  /**
   * Lets the next who needs a token ask for another, unless that happened a moment ago: all who use
   * the directory share it. The one there is stays as long as there is no answer.
   */
  void renew(EntraDirectory directory) {
    renew(directory, _ -> true);
  }

  /** As {@link #renew(EntraDirectory)}, if this is still the token that is given out. */
  void refused(EntraDirectory directory, String bearer) {
    renew(directory, held -> held.bearer().equals(bearer));
  }

  private void renew(EntraDirectory directory, Predicate<Held> which) {
    Place place = known(directory);
    Held held = place == null ? null : place.token.get();
    if (place == null || held == null || !which.test(held)) {
      return;
    }
    long now = time.monotonicNanos();
    if (place.mayAskAnew(now)) {
      // If another has come meanwhile, it is as new as can be.
      place.token.compareAndSet(held, held.renewedAt(now));
    }
  }

  private @Nullable Place known(EntraDirectory directory) {
    synchronized (places) {
      return places.get(directory);
    }
  }

  private Held renewed(
      @Nullable Held held, EntraDirectory directory, Place place, Deadline deadline) {
    try {
      Granted granted = source.ask(directory, deadline);
      long now = time.monotonicNanos();
      Duration life = granted.life();
      Duration early = life.dividedBy(4);
      return new Held(
          granted.bearer(),
          now + life.minus(LAST_USE).toNanos(),
          now + life.minus(early.compareTo(BEFORE_ITS_END) < 0 ? early : BEFORE_ITS_END).toNanos());
    } catch (NoTokenException e) {
      long now = time.monotonicNanos();
      if (held != null && now - held.usableUntil() < 0 && e.failure().fault() == Fault.CAPACITY) {
        return held.renewedAt(now + BETWEEN_RENEWALS.toNanos());
      }
      place.token.set(null);
      throw e;
    }
  }

  private Place place(EntraDirectory directory) {
    synchronized (places) {
      return places.computeIfAbsent(directory, _ -> new Place());
    }
  }

  private void lock(Place place, Deadline deadline) {
    try {
      if (!place.lock.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new NoTokenException(outOfTime.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoTokenException(
          new Failure(
              Fault.OURS,
              Stage.ASSUME_ROLE,
              "INTERRUPTED",
              "The request was interrupted because the service stops.",
              ""),
          e);
    }
  }
}
