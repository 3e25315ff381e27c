package dev.waybill.simulation;

import dev.waybill.export.Attempt;
import dev.waybill.export.EngineSettings;
import dev.waybill.export.RedeliveryAttempt;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who holds which lease until when, by the clock that never steps. */
final class LeaseBook {
  private final Scheduler scheduler;
  private final VirtualTime time;
  private final EngineSettings settings;
  private final Clocks clocks;
  private final Map<Holder, Long> heldUntil = new HashMap<>();
  private final Map<Actor, Long> asked = new HashMap<>();

  /** Whether the wall clocks can be relied upon to keep attempts apart. */
  enum Clocks {
    AGREE,
    STEP
  }

  /**
   * An attempt at something.
   *
   * @param task the id of a job or a redelivery
   */
  record Holder(Object task, int attempt) {
    static Holder of(Attempt attempt) {
      return new Holder(attempt.job().id(), attempt.job().attempt());
    }

    static Holder of(RedeliveryAttempt attempt) {
      return new Holder(attempt.redelivery().id(), attempt.redelivery().attempt());
    }
  }

  LeaseBook(Scheduler scheduler, VirtualTime time, EngineSettings settings, Clocks clocks) {
    this.scheduler = scheduler;
    this.time = time;
    this.settings = settings;
    this.clocks = clocks;
  }

  /** A lease counts from when it was asked for. */
  void before(String method) {
    if (method.endsWith("claim") || method.endsWith("renew")) {
      asked.put(scheduler.current(), time.nanos());
    }
  }

  void claimed(Holder next) {
    if (clocks == Clocks.AGREE) {
      heldUntil.forEach((holder, until) -> requireApart(holder, until, next));
    }
    renewed(next);
  }

  private void requireApart(Holder holder, long until, Holder next) {
    Auditor.require(
        !holder.task().equals(next.task())
            || until + settings.requestTimeout().toNanos() <= time.nanos(),
        Promise.LEASE,
        "attempt " + next.attempt() + " begins while another may be sending");
  }

  void renewed(Holder holder) {
    long since = Optional.ofNullable(asked.get(scheduler.current())).orElseThrow();
    heldUntil.put(holder, since + settings.lease().toNanos());
  }

  void ended(Holder holder) {
    heldUntil.remove(holder);
  }

  /** The one process there was has ended, and with it its leases. */
  void endAll() {
    heldUntil.clear();
  }

  void requireInForce(Holder holder, String key) {
    Long until = heldUntil.get(holder);
    Auditor.require(
        until != null && time.nanos() < until, Promise.LEASE, key + " is sent without a lease");
  }
}
