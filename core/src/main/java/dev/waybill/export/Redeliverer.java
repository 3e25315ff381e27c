package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Takes on redeliveries and runs them, one of a tenant at a time. */
final class Redeliverer {
  private static final int AT_ONCE = 100;

  private final RedeliveryLedger ledger;
  private final AttemptRun.Tools tools;
  private final Backoff backoff;
  private final BooleanSupplier stopping;
  private final Map<RedeliveryId, TenantId> running = new ConcurrentHashMap<>();

  Redeliverer(
      RedeliveryLedger ledger, AttemptRun.Tools tools, Backoff backoff, BooleanSupplier stopping) {
    this.ledger = ledger;
    this.tools = tools;
    this.backoff = backoff;
    this.stopping = stopping;
  }

  /** The tenants of what runs now. */
  Set<TenantId> tenants() {
    return Set.copyOf(running.values());
  }

  int running() {
    return running.size();
  }

  /**
   * Takes on the one that waits longest.
   *
   * @param except tenants whose redeliveries are left out
   */
  Optional<RedeliveryClaim> claimNext(Set<TenantId> except) {
    TimeSource time = tools.time();
    EngineSettings settings = tools.settings();
    Instant now = time.now();
    Instant leaseEndedBefore = now.minus(settings.requestTimeout());
    for (RedeliveryId id : ledger.runnable(now, leaseEndedBefore, except, AT_ONCE)) {
      if (!running.containsKey(id)) {
        // The monotonic clock first: the attempt must not take its lease for longer than it is.
        long deadline = time.monotonicNanos() + settings.lease().toNanos();
        Instant claimedAt = time.now();
        Optional<RedeliveryAttempt> attempt =
            ledger.claim(id, claimedAt, leaseEndedBefore, claimedAt.plus(settings.lease()));
        if (attempt.isPresent()) {
          running.put(id, attempt.get().redelivery().tenant());
          return Optional.of(new RedeliveryClaim(attempt.get(), deadline));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Puts the jobs again, or ends the attempt in the ledger.
   *
   * @throws RuntimeException if the ledger is out of reach; then the lease ends by itself
   */
  RedeliveryOutcome run(RedeliveryClaim claim) {
    RedeliveryAttempt attempt = claim.attempt();
    Lease lease =
        new Lease(
            until -> ledger.renew(attempt, until),
            tools.time(),
            tools.settings().lease(),
            stopping,
            claim.deadline());
    RedeliveryRun run = new RedeliveryRun(attempt, lease, ledger, tools);
    try {
      run.redeliver();
      tools.listener().redelivered(attempt);
      return new RedeliveryOutcome.Redelivered();
    } catch (AttemptOver e) {
      return ledger.release(attempt, tools.time().now())
          ? new RedeliveryOutcome.GivenBack()
          : new RedeliveryOutcome.Overtaken();
    } catch (NotRedeliverable e) {
      return fail(attempt, e.failure());
    } catch (RuntimeException e) {
      String doing = "working on redelivery " + attempt.redelivery().id();
      return block(attempt, Defects.failure(e, run.stage(), doing, tools.listener()));
    } finally {
      running.remove(attempt.redelivery().id());
    }
  }

  private RedeliveryOutcome fail(RedeliveryAttempt attempt, Failure failure) {
    if (!ledger.fail(attempt, failure, tools.time().now())) {
      return new RedeliveryOutcome.Overtaken();
    }
    tools.listener().failed(attempt, failure);
    return new RedeliveryOutcome.Failed(failure);
  }

  private RedeliveryOutcome block(RedeliveryAttempt attempt, Failure failure) {
    Instant next = tools.time().now().plus(backoff.after(attempt.redelivery().attempt(), failure));
    if (!ledger.block(attempt, failure, next)) {
      return new RedeliveryOutcome.Overtaken();
    }
    tools.listener().failed(attempt, failure);
    return new RedeliveryOutcome.Blocked(failure, next);
  }
}
