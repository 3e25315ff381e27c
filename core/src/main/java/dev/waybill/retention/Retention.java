package dev.waybill.retention;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.DeliveredHour;
import dev.waybill.log.DeletionTime;
import dev.waybill.log.EventLog;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Removes old events, one tenant after the other, and warns of exports that are about to lose some.
 * First the control plane gives the events up, then the log removes them: a crash in between leaves
 * events that the next run removes, and nobody begins to hold what is about to go.
 */
public final class Retention {
  private static final int AT_ONCE = 100;

  private final EventLog log;
  private final RetentionLedger ledger;
  private final RetentionGate gate;
  private final RetentionPolicy defaults;
  private final Duration jobHistory;
  private final ExpiryWarning warning;
  private final RetentionListener listener;

  /** The exports that were at risk when they were looked at last. */
  private volatile Map<ConfigurationId, TenantId> atRisk = Map.of();

  /**
   * @param defaults for tenants without quotas of their own
   * @param jobHistory for how long finished jobs and redeliveries are kept
   */
  public Retention(
      EventLog log,
      RetentionLedger ledger,
      RetentionGate gate,
      RetentionPolicy defaults,
      Duration jobHistory,
      RetentionListener listener) {
    this.log = requireNonNull(log, "log is null");
    this.ledger = requireNonNull(ledger, "ledger is null");
    this.gate = requireNonNull(gate, "gate is null");
    this.defaults = requireNonNull(defaults, "defaults is null");
    this.jobHistory = requireNonNull(jobHistory, "jobHistory is null");
    this.warning = new ExpiryWarning(log);
    this.listener = new HarmlessRetentionListener(requireNonNull(listener, "listener is null"));
  }

  /** How many exports were at risk at the last run. */
  public int atRisk() {
    return atRisk.size();
  }

  /**
   * Looks at all tenants once. A tenant that fails does not stop the others; a clock that the log
   * does not trust and a log that takes no writes end the run, since it would be the same for every
   * tenant.
   *
   * @throws InterruptedException if the thread is interrupted; the tenant under way is finished
   * @throws LogUnavailableException if the log takes no writes
   */
  public void run() throws InterruptedException {
    Map<ConfigurationId, TenantId> risky = new HashMap<>();
    Set<TenantId> unjudged = new HashSet<>();
    Optional<TenantId> last = Optional.empty();
    List<TenantId> page;
    do {
      page = ledger.tenants(last, AT_ONCE);
      for (TenantId tenant : page) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (log.deletionTime() instanceof DeletionTime.Withheld(String reason)) {
          listener.clockNotTrusted(reason);
          return;
        }
        if (!retain(tenant, risky)) {
          unjudged.add(tenant);
        }
        last = Optional.of(tenant);
      }
    } while (page.size() == AT_ONCE);
    atRisk.entrySet().stream()
        .filter(known -> unjudged.contains(known.getValue()))
        .forEach(known -> risky.put(known.getKey(), known.getValue()));
    atRisk.keySet().stream().filter(known -> !risky.containsKey(known)).forEach(listener::safe);
    atRisk = Map.copyOf(risky);
    ledger.safeExcept(atRisk.keySet(), unjudged);
    prune();
    pruneDeliveredHours();
  }

  /** Whether all exports of the tenant that are at risk are known now. */
  private boolean retain(TenantId id, Map<ConfigurationId, TenantId> risky)
      throws InterruptedException {
    try {
      // Nothing is asked before the gate opens: it may be closed for long.
      gate.delete(() -> judge(id, this::remove));
      return judge(id, (tenant, policy, now) -> warn(id, policy, now, risky));
    } catch (LogUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException(); // then that is why it failed
      }
      listener.failed(id, e);
      return false;
    }
  }

  /** Something that is done with a tenant by its quotas and the time of this moment. */
  private interface Judgement {
    void on(Tenant tenant, RetentionPolicy policy, Instant now);
  }

  /** Whether there is such a tenant, and the time is known. */
  private boolean judge(TenantId id, Judgement judgement) {
    Optional<Tenant> tenant = ledger.tenant(id);
    if (tenant.isPresent() && log.deletionTime() instanceof DeletionTime.Known(Instant now)) {
      judgement.on(tenant.get(), defaults.with(tenant.get().quotas()), now);
      return true;
    }
    return false;
  }

  private void remove(Tenant tenant, RetentionPolicy policy, Instant now) {
    Position start = log.start(tenant.id());
    Position wanted = log.positionAt(tenant.id(), policy.keptSince(now).toEpochMilli());
    if (wanted.compareTo(start) > 0) {
      Position limit = log.positionAt(tenant.id(), policy.limitedTo(now).toEpochMilli());
      ledger.mark(tenant, wanted, limit).ifPresent(mark -> trim(tenant.id(), start, mark));
    }
  }

  private void trim(TenantId tenant, Position start, RetentionMark mark) {
    if (mark.before().compareTo(start) <= 0) {
      return;
    }
    for (Lagging export : mark.cutOff()) {
      Position from = export.cursor().compareTo(start) < 0 ? start : export.cursor();
      long lost = log.given(tenant, new Range(from, mark.before()));
      if (lost > 0) {
        listener.cutOff(tenant, export.configuration(), lost);
      }
    }
    long events = log.given(tenant, new Range(start, mark.before()));
    log.trim(tenant, mark.before());
    listener.removed(tenant, events);
  }

  private void warn(
      TenantId tenant, RetentionPolicy policy, Instant now, Map<ConfigurationId, TenantId> risky) {
    Position safe = warning.safeFrom(tenant, policy, now);
    if (safe.compareTo(log.start(tenant)) <= 0) {
      return;
    }
    for (Lagging export : ledger.lagging(tenant, safe)) {
      Optional<Instant> expiresAt = warning.expiresAt(tenant, export.cursor(), policy, now);
      boolean first = expiresAt.isPresent() && risky.put(export.configuration(), tenant) == null;
      if (first) {
        ledger.atRisk(tenant, export.configuration(), expiresAt.get());
      }
      if (first && !atRisk.containsKey(export.configuration())) {
        listener.atRisk(tenant, export.configuration(), expiresAt.get());
      }
    }
  }

  private void prune() {
    long jobs = 0;
    long redeliveries = 0;
    boolean more = true;
    while (more && log.deletionTime() instanceof DeletionTime.Known(Instant now)) {
      Pruned pruned = ledger.prune(now.minus(jobHistory), AT_ONCE);
      jobs += pruned.jobs();
      redeliveries += pruned.redeliveries();
      more = pruned.more();
    }
    if (jobs > 0 || redeliveries > 0) {
      listener.pruned(jobs, redeliveries);
    }
  }

  private void pruneDeliveredHours() {
    boolean more = true;
    while (more && log.deletionTime() instanceof DeletionTime.Known(Instant now)) {
      more = ledger.pruneDeliveredHours(now.minus(DeliveredHour.KEPT), AT_ONCE);
    }
  }
}
