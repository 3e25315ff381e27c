package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.format.Encoders;
import dev.waybill.log.EventLog;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.storage.ObjectStores;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Plans jobs and delivers them. {@link #start} does so by itself, on threads of its own; the steps
 * that it takes, such as {@link #planDue}, {@link #claimNext} and {@link #runAttempt}, can be taken
 * one by one instead, on the caller's thread. Safe for use by many threads; several engines may
 * share a ledger.
 */
public final class ExportEngine implements AutoCloseable {
  private static final int AT_ONCE = 100;
  private static final Duration PAUSE_AFTER_DEFECT = Duration.ofSeconds(30);

  private final ExportLedger ledger;
  private final TimeSource time;
  private final EngineSettings settings;
  private final EngineListener listener;
  private final Planner planner;
  private final BackfillPlanner backfills;
  private final Encoders encoders;
  private final Backoff backoff;
  private final AttemptRun.Tools tools;
  private final Redeliverer redeliverer;

  /** Configurations that could not be planned, and until when they are left alone. */
  private final Map<ConfigurationId, Long> unplannable = new ConcurrentHashMap<>();

  private final Map<JobId, TenantId> running = new ConcurrentHashMap<>();
  private volatile Optional<ExportWorkers> workers = Optional.empty();
  private volatile boolean stopping;

  /**
   * @param ids makes random UUIDs (version 4)
   * @param random for backoff; used by one thread at a time
   */
  public ExportEngine(
      EventLog log,
      ExportLedger ledger,
      RedeliveryLedger redeliveries,
      ObjectStores stores,
      TimeSource time,
      Supplier<UUID> ids,
      RandomGenerator random,
      Encoders encoders,
      EngineSettings settings,
      EngineListener listener) {
    this.ledger = ledger;
    this.time = time;
    this.settings = settings;
    this.listener = new HarmlessListener(listener);
    this.encoders = encoders;
    this.planner = new Planner(log, ledger, time, ids, encoders, settings);
    this.backfills = new BackfillPlanner(log, ledger, time, ids, settings, this.listener);
    this.backoff = new Backoff(random);
    BufferBudget budget = new BufferBudget(settings.bufferBytes());
    this.tools =
        new AttemptRun.Tools(log, ledger, stores, time, encoders, settings, budget, this.listener);
    this.redeliverer = new Redeliverer(redeliveries, tools, backoff, () -> stopping);
  }

  /** Begins to plan and deliver. */
  public synchronized void start() {
    if (workers.isPresent()) {
      throw new IllegalStateException("the engine was started before");
    }
    ExportWorkers started = new ExportWorkers(this, settings.workers(), listener);
    workers = Optional.of(started);
    started.start();
  }

  /** Something may be due now, or runnable. */
  public void wake() {
    workers.ifPresent(ExportWorkers::wake);
  }

  /**
   * The unfinished job of a configuration, which is attempted at once, or a job that is planned
   * now; also of a disabled one. Empty if there is no such configuration.
   *
   * @throws LogUnavailableException if a job would have to be planned, but the log takes no writes
   */
  public Optional<ExportJob> run(ConfigurationId configuration) {
    Optional<ExportJob> job = planner.run(configuration);
    wake();
    return job;
  }

  /** What a job that is planned now would be pinned to on this machine. */
  public PinnedSettings pin(ExportConfiguration configuration) {
    return settings.pin(configuration, encoders);
  }

  /**
   * Plans the jobs that are due, a hundred at most, then the next ones of some backfills; returns
   * how many it planned.
   */
  public int planDue() {
    return planRegular() + backfills.plan();
  }

  private int planRegular() {
    long nanos = time.monotonicNanos();
    unplannable.values().removeIf(until -> until - nanos <= 0);
    int planned = 0;
    try {
      for (ConfigurationId due : ledger.due(time.now(), AT_ONCE + unplannable.size())) {
        if (!unplannable.containsKey(due) && planDue(due)) {
          planned++;
        }
      }
    } catch (LogUnavailableException e) {
      listener.defect("planning jobs", e); // it would be the same for every other export
    }
    return planned;
  }

  private boolean planDue(ConfigurationId configuration) {
    try {
      Optional<ExportJob> job = planner.planDue(configuration);
      job.ifPresent(listener::planned);
      return job.isPresent();
    } catch (LogUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      unplannable.put(configuration, time.monotonicNanos() + PAUSE_AFTER_DEFECT.toNanos());
      listener.defect("planning a job of export " + configuration, e);
      return false;
    }
  }

  /** Takes on the job that waits longest, of tenants that do not keep enough workers busy. */
  public Optional<Claim> claimNext() {
    Instant now = time.now();
    Instant leaseEndedBefore = now.minus(settings.requestTimeout());
    for (JobId id : ledger.runnable(now, leaseEndedBefore, busyTenants(), AT_ONCE)) {
      if (!running.containsKey(id)) {
        // The monotonic clock first, and both anew: the attempt must not think that it has the
        // lease
        // for longer than the ledger does, however long it took to come here.
        long deadline = time.monotonicNanos() + settings.lease().toNanos();
        Instant claimedAt = time.now();
        Optional<Attempt> attempt =
            ledger.claim(id, claimedAt, leaseEndedBefore, claimedAt.plus(settings.lease()));
        if (attempt.isPresent()) {
          running.put(id, attempt.get().job().tenant());
          listener.claimed(attempt.get());
          return Optional.of(new Claim(attempt.get(), deadline));
        }
      }
    }
    return Optional.empty();
  }

  private Set<TenantId> busyTenants() {
    return running.values().stream()
        .collect(Collectors.groupingBy(tenant -> tenant, Collectors.counting()))
        .entrySet()
        .stream()
        .filter(tenant -> tenant.getValue() >= settings.workersPerTenant())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /**
   * Delivers a job, or ends the attempt in the ledger.
   *
   * @throws RuntimeException if the ledger is out of reach; then the lease ends by itself
   */
  public AttemptOutcome runAttempt(Claim claim) {
    Attempt attempt = claim.attempt();
    Lease lease =
        new Lease(
            until -> ledger.renew(attempt, until),
            time,
            settings.lease(),
            () -> stopping,
            claim.deadline());
    AttemptRun run = new AttemptRun(attempt, lease, tools);
    try {
      Delivery delivery = run.deliver();
      listener.delivered(attempt, delivery);
      return new AttemptOutcome.Delivered(delivery);
    } catch (AttemptOver e) {
      return ledger.release(attempt, run.leftovers(), time.now())
          ? new AttemptOutcome.GivenBack()
          : new AttemptOutcome.Overtaken();
    } catch (RuntimeException e) {
      String doing = "delivering job " + attempt.job().id();
      return fail(attempt, Defects.failure(e, run.stage(), doing, listener), run.leftovers());
    } finally {
      running.remove(attempt.job().id());
    }
  }

  /**
   * Takes on the redelivery that waits longest, one of a tenant at a time, as long as they keep no
   * more than half of the workers busy. To be asked for when no job is left to claim.
   */
  public Optional<RedeliveryClaim> claimNextRedelivery() {
    return redeliverer.running() < Math.max(1, settings.workers() / 2)
        ? redeliverer.claimNext(redeliverer.tenants())
        : Optional.empty();
  }

  /**
   * Puts the jobs of a redelivery again, or ends the attempt in the ledger.
   *
   * @throws RuntimeException if the ledger is out of reach; then the lease ends by itself
   */
  public RedeliveryOutcome runRedelivery(RedeliveryClaim claim) {
    return redeliverer.run(claim);
  }

  private AttemptOutcome fail(Attempt attempt, Failure failure, Leftovers leftovers) {
    Instant now = time.now();
    Instant next = now.plus(backoff.after(attempt.job().attempt(), failure));
    if (!ledger.fail(attempt, failure, leftovers, now, next)) {
      return new AttemptOutcome.Overtaken();
    }
    listener.failed(attempt, failure);
    return new AttemptOutcome.Failed(failure, next);
  }

  /**
   * Stops: running attempts give their jobs back before their next request; waits up to 20 seconds
   * for them.
   */
  @Override
  public void close() {
    stopping = true;
    workers.ifPresent(ExportWorkers::close);
  }
}
