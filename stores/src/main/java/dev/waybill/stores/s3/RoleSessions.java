package dev.waybill.stores.s3;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials.AssumedRole;
import dev.waybill.stores.deadline.Deadline;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the sessions of assumed roles, one for each integration and region, and renews them long
 * before they end. Those who need the same one at the same time wait for one request; whoever gets
 * no answer is told so and asks again, while a session that is still good goes on.
 */
final class RoleSessions {
  /** Each of a few hundred bytes. */
  static final int MOST = 10_000;

  /** After a renewal that failed, the session that is still good is used this long. */
  private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(30);

  /** Asks for a session. */
  interface Source {
    /**
     * Asks once.
     *
     * @throws NoSessionException if there is none
     */
    RoleSession assume(AssumedRole role, String region, Deadline deadline);
  }

  private record Key(AssumedRole role, String region) {}

  /** The session of a key; renewed under its lock. */
  private static final class Place {
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicReference<@Nullable RoleSession> session = new AtomicReference<>();
    private Instant nextRenewal = Instant.MIN;
  }

  private final Source source;
  private final TimeSource time;
  private final Map<Key, Place> places =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Place> eldest) {
          return size() > MOST;
        }
      };

  RoleSessions(Source source, TimeSource time) {
    this.source = source;
    this.time = time;
  }

  /**
   * A session that is good for a while.
   *
   * @throws NoSessionException if there is none
   */
  RoleSession current(AssumedRole role, String region, Deadline deadline) {
    Key key = new Key(role, region);
    Place place = place(key);
    lock(place, deadline);
    try {
      RoleSession held = place.session.get();
      if (held != null && mayGoOn(held, place, time.now())) {
        return held;
      }
      RoleSession renewed = renewed(held, key, place, deadline);
      place.session.set(renewed);
      return renewed;
    } finally {
      place.lock.unlock();
    }
  }

  /** Drops a session, unless another has taken its place. */
  void forget(AssumedRole role, String region, RoleSession session) {
    place(new Key(role, region)).session.compareAndSet(session, null);
  }

  /** Drops whatever session there is. */
  void forget(AssumedRole role, String region) {
    synchronized (places) {
      // Whoever asks for one at this moment still gets it.
      places.remove(new Key(role, region));
    }
  }

  static NoSessionException outOfTime() {
    return new NoSessionException(
        new Failure(
            Fault.CAPACITY,
            Stage.ASSUME_ROLE,
            "TIMEOUT",
            "Assuming the role took all the time that a request may take.",
            S3Breakdowns.inTime("STS")));
  }

  private static boolean mayGoOn(RoleSession held, Place place, Instant now) {
    return held.isUsable(now) && (!held.isToBeRenewed(now) || now.isBefore(place.nextRenewal));
  }

  private RoleSession renewed(@Nullable RoleSession held, Key key, Place place, Deadline deadline) {
    try {
      return source.assume(key.role(), key.region(), deadline);
    } catch (NoSessionException e) {
      Instant now = time.now();
      if (held != null && held.isUsable(now) && !e.isRefusal()) {
        place.nextRenewal = now.plus(BETWEEN_RENEWALS);
        return held;
      }
      place.session.set(null);
      throw e;
    }
  }

  private Place place(Key key) {
    synchronized (places) {
      return places.computeIfAbsent(key, _ -> new Place());
    }
  }

  private static void lock(Place place, Deadline deadline) {
    try {
      if (!place.lock.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        throw outOfTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoSessionException(
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
