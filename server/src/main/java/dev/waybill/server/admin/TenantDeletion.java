package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.log.EventLog;
import dev.waybill.retention.RetentionGate;
import dev.waybill.server.audit.SelfAudit;
import dev.waybill.server.audit.ServiceActs;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.server.sql.TenantHoldings;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.Tenants;
import dev.waybill.time.TimeSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Removes tenants with all that is theirs. Safe for use by many threads. */
public final class TenantDeletion {
  private final Tenants tenants;
  private final Function<TenantId, TenantHoldings> holdings;
  private final EventLog log;
  private final RetentionGate gate;
  private final TenantDeletions deletions;
  private final Consumer<TenantId> settle;
  private final SelfAudit audit;
  private final TimeSource time;

  /** One tenant is created or deleted at a time: a creation removes what a deletion left behind. */
  private final ReentrantLock changes = new ReentrantLock();

  /**
   * @param gate closed while a tenant is deleted, so that retention does not take its successor's
   *     events for its own
   * @param settle returns when nothing more is delivered of a tenant that is gone
   * @param audit told who finishes a deletion that was interrupted
   */
  public TenantDeletion(
      Tenants tenants,
      Function<TenantId, TenantHoldings> holdings,
      EventLog log,
      RetentionGate gate,
      TenantDeletions deletions,
      Consumer<TenantId> settle,
      SelfAudit audit,
      TimeSource time) {
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.holdings = requireNonNull(holdings, "holdings is null");
    this.log = requireNonNull(log, "log is null");
    this.gate = requireNonNull(gate, "gate is null");
    this.deletions = requireNonNull(deletions, "deletions is null");
    this.settle = requireNonNull(settle, "settle is null");
    this.audit = requireNonNull(audit, "audit is null");
    this.time = requireNonNull(time, "time is null");
  }

  /** What a deletion would remove; empty if there is nothing of such a tenant. */
  Optional<TenantContents> contents(TenantId tenant) {
    boolean known = tenants.find(tenant).isPresent() || hasEvents(tenant);
    return known ? Optional.of(read(tenant)) : Optional.empty();
  }

  /**
   * Removes it, and returns what was removed; empty if there was nothing, or another tenant of that
   * id. Called again after a crash in the middle, it removes what is left.
   *
   * @param meant whether the tenant that there is now is the one to be removed; asked with none
   *     after a crash in the middle
   */
  Optional<TenantContents> delete(TenantId tenant, Predicate<Optional<Tenant>> meant) {
    changes.lock();
    try {
      return meant.test(tenants.find(tenant))
          ? gate.pauseWhile(() -> removeAll(tenant))
          : Optional.empty();
    } finally {
      changes.unlock();
    }
  }

  private Optional<TenantContents> removeAll(TenantId tenant) {
    tenants.setSuspended(tenant, true, time.now());
    TenantHoldings held = holdings.apply(tenant);
    boolean known = tenants.delete(tenant);
    deletions.add(tenant);
    settle.accept(tenant);
    if (!known && !hasEvents(tenant)) {
      return Optional.empty();
    }
    if (!known) {
      audit.recordForOperators(ServiceActs.finishDeletion(tenant));
    }
    TenantContents removed = TenantContents.of(tenant, held, log);
    log.delete(tenant);
    return Optional.of(removed);
  }

  /** Does it while no tenant is deleted, without the events that an earlier one of that id left. */
  <T> T whileNoneIsDeleted(TenantId tenant, Supplier<T> work) {
    changes.lock();
    try {
      if (tenants.find(tenant).isEmpty() && hasEvents(tenant)) {
        log.delete(tenant);
      }
      return work.get();
    } finally {
      changes.unlock();
    }
  }

  private TenantContents read(TenantId tenant) {
    return TenantContents.of(tenant, holdings.apply(tenant), log);
  }

  private boolean hasEvents(TenantId tenant) {
    return !log.end(tenant).equals(log.start(tenant));
  }
}
