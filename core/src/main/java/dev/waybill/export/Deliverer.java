package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Takes on jobs and runs attempts at them. */
final class Deliverer implements Work {
  private final AttemptRun.Tools tools;
  private final Crew crew;
  private final Backoff backoff;
  private final BooleanSupplier stopping;

  /** Jobs whose events cannot be read, because the log is out of service. */
  private final SetAside<UUID> unreadable;

  Deliverer(AttemptRun.Tools tools, Crew crew, Backoff backoff, BooleanSupplier stopping) {
    this.tools = tools;
    this.crew = crew;
    this.backoff = backoff;
    this.stopping = stopping;
    this.unreadable = new SetAside<>(tools.time());
  }

  @Override
  public List<WaitingWork> waiting(WorkKind kind, Set<TenantId> except, int limit) {
    Instant now = tools.time().now();
    Instant leaseEndedBefore = now.minus(tools.settings().requestTimeout());
    return unreadable.others(
        limit,
        WaitingWork::id,
        most -> tools.ledger().runnable(kind, now, leaseEndedBefore, except, most));
  }

  @Override
  public void attend(Assignment assignment) {
    claim(assignment).ifPresent(this::run);
  }

  /** Empty if somebody else was faster; then the assignment is over. */
  Optional<Claim> claim(Assignment assignment) {
    UUID id = assignment.work().id();
    boolean taken = false;
    try {
      Optional<Claim> claim = claim(new JobId(id));
      claim.ifPresent(made -> tools.listener().claimed(made.attempt()));
      taken = claim.isPresent();
      return claim;
    } finally {
      if (!taken) {
        crew.leave(id);
      }
    }
  }

  private Optional<Claim> claim(JobId job) {
    LeaseTerms terms = LeaseTerms.from(tools.time(), tools.settings());
    return tools
        .ledger()
        .claim(job, terms.now(), terms.endedBefore(), terms.until())
        .map(attempt -> new Claim(attempt, terms.deadline()));
  }

  /**
   * Delivers a job, or ends the attempt in the ledger.
   *
   * @throws RuntimeException if the ledger is out of reach; then the lease ends by itself
   */
  AttemptOutcome run(Claim claim) {
    UUID id = claim.attempt().job().id().value();
    try {
      return run(claim, crew.find(id));
    } finally {
      crew.leave(id);
    }
  }

  private AttemptOutcome run(Claim claim, Optional<Assignment> assignment) {
    Attempt attempt = claim.attempt();
    Lease lease =
        new Lease(
            until -> tools.ledger().renew(attempt, until),
            tools.time(),
            tools.settings().lease(),
            () -> stopping.getAsBoolean() || assignment.filter(Assignment::isStopped).isPresent(),
            claim.deadline());
    AttemptRun run = new AttemptRun(attempt, lease, tools);
    try {
      Delivery delivery = run.deliver();
      tools.listener().delivered(attempt, delivery);
      return new AttemptOutcome.Delivered(delivery);
    } catch (AttemptOver e) {
      return giveBack(attempt, run.leftovers());
    } catch (LogUnavailableException e) {
      unreadable.add(attempt.job().id().value());
      return giveBack(attempt, run.leftovers());
    } catch (RuntimeException e) {
      String doing = "delivering job " + attempt.job().id();
      Failure failure = Defects.failure(e, run.stage(), doing, tools.listener());
      return fail(attempt, failure, run.leftovers());
    }
  }

  private AttemptOutcome giveBack(Attempt attempt, Leftovers leftovers) {
    return tools.ledger().release(attempt, leftovers, tools.time().now())
        ? new AttemptOutcome.GivenBack()
        : new AttemptOutcome.Overtaken();
  }

  private AttemptOutcome fail(Attempt attempt, Failure failure, Leftovers leftovers) {
    Instant now = tools.time().now();
    Instant next = now.plus(backoff.after(attempt.job().attempt(), failure));
    if (!tools.ledger().fail(attempt, failure, leftovers, now, next)) {
      return new AttemptOutcome.Overtaken();
    }
    tools.listener().failed(attempt, failure);
    return new AttemptOutcome.Failed(failure, next);
  }
}
