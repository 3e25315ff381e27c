package dev.waybill.stores.gcs;

import com.google.api.client.http.HttpResponseException;
import com.google.auth.oauth2.AccessToken;
import dev.waybill.stores.deadline.Deadline;
import dev.waybill.stores.deadline.OutOfTimeException;
import dev.waybill.time.TimeSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tokens, one for each holder, and renews them before they end. Those who need the same one
 * at the same time wait for one request; a token that is still good goes on if none can be had.
 */
final class AccessTokens {
  /** Each of a few hundred bytes. */
  static final int MOST = 10_000;

  private static final Duration TO_BE_RENEWED = Duration.ofMinutes(5);
  private static final Duration TOO_LATE = Duration.ofMinutes(1);
  private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(30);

  private static final int TOO_LONG = 408;
  private static final int TOO_MANY = 429;

  /** Asks once. */
  interface Source {
    AccessToken fetch(Holder holder) throws IOException;
  }

  record Held(String value, long endNanos) {
    @Override
    public String toString() {
      return "a token";
    }
  }

  /** The token of a holder; changed under its lock, but for the wish. */
  private static final class Place {
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean wished = new AtomicBoolean();
    private @Nullable Held token;

    /** Means nothing as long as no token was had. */
    private long notBeforeNanos;
  }

  private final Source source;
  private final TimeSource time;

  /** Of the machine, by which Google's library dates tokens. */
  private final InstantSource clientClock;

  private final Map<Holder, Place> places =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Holder, Place> eldest) {
          return size() > MOST;
        }
      };

  AccessTokens(Source source, TimeSource time, InstantSource clientClock) {
    this.source = source;
    this.time = time;
    this.clientClock = clientClock;
  }

  /**
   * A token that is good for a while.
   *
   * @throws IOException if there is none
   */
  String current(Holder holder, Deadline deadline) throws IOException {
    Place place = place(holder);
    lock(place, deadline);
    try {
      Held held = place.token;
      long now = time.monotonicNanos();
      boolean wished = place.wished.get();
      if (held != null && !wished && isGood(held, now, TO_BE_RENEWED)) {
        return held.value();
      }
      // Whoever may use the service's own identity may not have it renewed at every request.
      boolean toWait = now - place.notBeforeNanos < 0 && (!wished || holder instanceof Holder.Own);
      if (held != null && toWait && isGood(held, now, TOO_LATE)) {
        return held.value();
      }
      place.wished.set(false);
      return renewed(holder, place, held, deadline);
    } finally {
      place.lock.unlock();
    }
  }

  /** Drops a token that was refused, unless another has taken its place. */
  void forget(Holder holder, String value) {
    Place place = place(holder);
    place.lock.lock();
    try {
      Held held = place.token;
      if (held != null && held.value().equals(value)) {
        place.token = null;
      }
    } finally {
      place.lock.unlock();
    }
  }

  /** Lets the next request, or one soon after, try to get another token. */
  void renew(Holder holder) {
    place(holder).wished.set(true);
  }

  private String renewed(Holder holder, Place place, @Nullable Held held, Deadline deadline)
      throws IOException {
    try {
      AccessToken fetched = fetched(holder, deadline);
      Date end = fetched.getExpirationTime();
      if (end == null) {
        throw new IOException("a token came without its end");
      }
      long lifetime = Duration.between(clientClock.instant(), end.toInstant()).toNanos();
      long now = time.monotonicNanos();
      Held renewed = new Held(fetched.getTokenValue(), now + lifetime);
      place.token = renewed;
      place.notBeforeNanos = now + BETWEEN_RENEWALS.toNanos();
      return renewed.value();
    } catch (IOException e) {
      long now = time.monotonicNanos();
      boolean ends = holder instanceof Holder.OfKey && isRefusal(e);
      if (held != null && isGood(held, now, TOO_LATE) && !ends) {
        place.notBeforeNanos = now + BETWEEN_RENEWALS.toNanos();
        return held.value();
      }
      place.token = null;
      throw e;
    }
  }

  private AccessToken fetched(Holder holder, Deadline deadline) throws IOException {
    try {
      return ScopedValue.where(OneTryTransport.DEADLINE, deadline).call(() -> source.fetch(holder));
    } catch (RuntimeException e) {
      // Google's library throws such at answers that it does not understand.
      throw new IOException("asking for a token failed", e);
    }
  }

  private static boolean isRefusal(IOException e) {
    return GcsBreakdowns.causes(e)
        .anyMatch(
            cause ->
                cause instanceof HttpResponseException answer
                    && answer.getStatusCode() < 500
                    && answer.getStatusCode() != TOO_LONG
                    && answer.getStatusCode() != TOO_MANY);
  }

  private static boolean isGood(Held held, long now, Duration before) {
    return held.endNanos() - now > before.toNanos();
  }

  private Place place(Holder holder) {
    synchronized (places) {
      return places.computeIfAbsent(holder, _ -> new Place());
    }
  }

  private static void lock(Place place, Deadline deadline) throws IOException {
    try {
      if (!place.lock.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new OutOfTimeException(OutOfTimeException.Sent.NOTHING);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }
}
