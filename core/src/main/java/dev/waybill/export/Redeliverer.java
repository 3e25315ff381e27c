package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Takes on redeliveries and runs attempts at them. */
final class Redeliverer implements Work {
  private final RedeliveryLedger ledger;
  private final AttemptRun.Tools tools;
  private final Crew crew;
  private final Backoff backoff;
  private final BooleanSupplier stopping;

  Redeliverer(
      RedeliveryLedger ledger,
      AttemptRun.Tools tools,
      Crew crew,
      Backoff backoff,
      BooleanSupplier stopping) {
    this.ledger = ledger;
    this.tools = tools;
    this.crew = crew;
    this.backoff = backoff;
    this.stopping = stopping;
  }

  @Override
  public List<WaitingWork> waiting(WorkKind kind, Set<TenantId> except, int limit) {
    Instant now = tools.time().now();
    return ledger.runnable(now, now.minus(tools.settings().requestTimeout()), except, limit);
  }

  @Override
  public void attend(Assignment assignment) {
    claim(assignment).ifPresent(this::run);
  }

  /** Empty if somebody else was faster; then the assignment is over. */
  Optional<RedeliveryClaim> claim(Assignment assignment) {
    UUID id = assignment.work().id();
    boolean taken = false;
    try {
      Optional<RedeliveryClaim> claim = claim(new RedeliveryId(id));
      taken = claim.isPresent();
      return claim;
    } finally {
      if (!taken) {
        crew.leave(id);
      }
    }
  }

  private Optional<RedeliveryClaim> claim(RedeliveryId id) {
    LeaseTerms terms = LeaseTerms.from(tools.time(), tools.settings());
    return ledger
        .claim(id, terms.now(), terms.endedBefore(), terms.until())
        .map(attempt -> new RedeliveryClaim(attempt, terms.deadline()));
  }

  /**
   * Puts the jobs again, or ends the attempt in the ledger.
   *
   * @throws RuntimeException if the ledger is out of reach; then the lease ends by itself
   */
  RedeliveryOutcome run(RedeliveryClaim claim) {
    UUID id = claim.attempt().redelivery().id().value();
    try {
      return run(claim, crew.find(id));
    } finally {
      crew.leave(id);
    }
  }

  private RedeliveryOutcome run(RedeliveryClaim claim, Optional<Assignment> assignment) {
    RedeliveryAttempt attempt = claim.attempt();
    Lease lease =
        new Lease(
            until -> ledger.renew(attempt, until),
            tools.time(),
            tools.settings().lease(),
            () -> stopping.getAsBoolean() || assignment.filter(Assignment::isStopped).isPresent(),
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
