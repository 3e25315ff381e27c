package dev.waybill.simulation;

import dev.waybill.export.Attempt;
import dev.waybill.export.EngineSettings;
import dev.waybill.export.JobId;
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

  private record Holder(JobId job, int attempt) {
    static Holder of(Attempt attempt) {
      return new Holder(attempt.job().id(), attempt.job().attempt());
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
    if (method.equals("claim") || method.equals("renew")) {
      asked.put(scheduler.current(), time.nanos());
    }
  }

  void claimed(Attempt attempt) {
    if (clocks == Clocks.AGREE) {
      heldUntil.forEach((holder, until) -> requireApart(holder, until, attempt));
    }
    hold(attempt);
  }

  private void requireApart(Holder holder, long until, Attempt attempt) {
    Auditor.require(
        !holder.job().equals(attempt.job().id())
            || until + settings.requestTimeout().toNanos() <= time.nanos(),
        Promise.LEASE,
        "attempt " + attempt.job().attempt() + " begins while another may be sending");
  }

  void renewed(Attempt attempt) {
    hold(attempt);
  }

  private void hold(Attempt attempt) {
    long since = Optional.ofNullable(asked.get(scheduler.current())).orElseThrow();
    heldUntil.put(Holder.of(attempt), since + settings.lease().toNanos());
  }

  void ended(Attempt attempt) {
    heldUntil.remove(Holder.of(attempt));
  }

  /** The one process there was has ended, and with it its leases. */
  void endAll() {
    heldUntil.clear();
  }

  void requireInForce(Attempt attempt, String key) {
    Long until = heldUntil.get(Holder.of(attempt));
    Auditor.require(
        until != null && time.nanos() < until, Promise.LEASE, key + " is sent without a lease");
  }
}
