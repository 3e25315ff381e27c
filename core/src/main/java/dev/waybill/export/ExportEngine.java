package dev.waybill.export;

import dev.waybill.format.Encoders;
import dev.waybill.log.EventLog;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.manifest.SigningKeys;
import dev.waybill.storage.ObjectStores;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Plans jobs and delivers them. {@link #start} does so by itself, on threads of its own; the steps
 * that it takes, such as {@link #planDue}, {@link #claimNext} and {@link #runAttempt}, can be taken
 * one by one instead, on the caller's thread. Safe for use by many threads; several engines may
 * share a ledger.
 */
public final class ExportEngine implements AutoCloseable {
  private static final Duration LONGEST_STOP = Duration.ofSeconds(17);

  /** From the end of a request to that of its attempt. */
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private final TimeSource time;
  private final EngineSettings settings;
  private final EngineListener listener;
  private final Planner planner;
  private final DuePlanning due;
  private final BackfillPlanner backfills;
  private final Encoders encoders;
  private final BufferBudget budget;
  private final AttemptRun.Tools tools;
  private final Crew crew;
  private final Deliverer deliverer;
  private final Redeliverer redeliverer;
  private final Dispatch jobs;
  private final Dispatch redeliveries;
  private final Dispatch everything;
  private volatile Optional<ExportWorkers> workers = Optional.empty();
  private final AtomicReference<Optional<Long>> stopBegan = new AtomicReference<>(Optional.empty());
  private volatile boolean stopping;

  /**
   * @param keys sign what proves the deliveries
   * @param ids makes random UUIDs (version 4)
   * @param random for backoff; used by one thread at a time
   */
  public ExportEngine(
      EventLog log,
      ExportLedger ledger,
      RedeliveryLedger redeliveryLedger,
      ObjectStores stores,
      SigningKeys keys,
      TimeSource time,
      Supplier<UUID> ids,
      RandomGenerator random,
      Encoders encoders,
      EngineSettings settings,
      EngineListener listener) {
    this.time = time;
    this.settings = settings;
    this.listener = new HarmlessListener(listener);
    this.encoders = encoders;
    this.planner = new Planner(log, ledger, time, ids, encoders, settings);
    LogOutage outage = new LogOutage(this.listener);
    this.due = new DuePlanning(planner, ledger, time, this.listener, outage);
    this.backfills = new BackfillPlanner(log, ledger, time, ids, settings, this.listener, outage);
    this.budget = new BufferBudget(settings.bufferBytes());
    this.crew = new Crew(settings);
    Backoff backoff = new Backoff(random);
    this.tools =
        new AttemptRun.Tools(
            log, ledger, stores, keys, time, encoders, settings, budget, this.listener);
    this.deliverer = new Deliverer(tools, crew, backoff, () -> stopping);
    this.redeliverer = new Redeliverer(redeliveryLedger, tools, crew, backoff, () -> stopping);
    this.jobs = new Dispatch(crew, sources(List.of(deliverer)));
    this.redeliveries = new Dispatch(crew, Map.of(WorkKind.EXTRA, List.of(redeliverer)));
    this.everything = new Dispatch(crew, sources(List.of(deliverer, redeliverer)));
  }

  private Map<WorkKind, List<Work>> sources(List<Work> extra) {
    return Map.of(
        WorkKind.FRESH, List.of(deliverer),
        WorkKind.RETRY, List.of(deliverer),
        WorkKind.EXTRA, extra);
  }

  /** Begins to plan and deliver. */
  public synchronized void start() {
    if (workers.isPresent()) {
      throw new IllegalStateException("the engine was started before");
    }
    ExportWorkers started = new ExportWorkers(this, settings.workers(), time, listener);
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
   * Plans the jobs that are due, some hundred at most, then the next ones of some backfills;
   * returns how many it planned.
   */
  public int planDue() {
    return due.plan() + backfills.plan();
  }

  /** Plans the jobs that are due on those threads, side by side. */
  int planDue(Executor threads) throws InterruptedException {
    return due.plan(threads);
  }

  /** Plans the next jobs of some backfills. */
  int planBackfills() {
    return backfills.plan();
  }

  /** Assigns what waits to so many workers at most. */
  List<Assignment> assign(int most) {
    return everything.next(most);
  }

  /** Nobody works on it, or nobody any more. */
  void leave(Assignment assignment) {
    crew.leave(assignment);
  }

  /**
   * Takes on the job that comes next: regular ones before backfills, fresh ones before those that
   * failed, then that of the tenant that keeps the fewest workers busy, then what waits longest.
   */
  public Optional<Claim> claimNext() {
    return jobs.next(1).stream().findFirst().flatMap(deliverer::claim);
  }

  /**
   * Delivers a job, or ends the attempt in the ledger.
   *
   * @throws RuntimeException if the ledger is out of reach; then the lease ends by itself
   */
  public AttemptOutcome runAttempt(Claim claim) {
    return deliverer.run(claim);
  }

  /**
   * Takes on the redelivery that waits longest, one of a tenant at a time, as long as they and
   * backfills keep no more than half of the workers busy.
   */
  public Optional<RedeliveryClaim> claimNextRedelivery() {
    return redeliveries.next(1).stream().findFirst().flatMap(redeliverer::claim);
  }

  /**
   * Puts the jobs of a redelivery again, or ends the attempt in the ledger.
   *
   * @throws RuntimeException if the ledger is out of reach; then the lease ends by itself
   */
  public RedeliveryOutcome runRedelivery(RedeliveryClaim claim) {
    return redeliverer.run(claim);
  }

  /**
   * What compares deliveries with the log, in the memory that deliveries use.
   *
   * @param random used by one thread at a time
   * @param jobs how many are derived in one run
   * @param bytes of events after which a run begins no further job
   */
  public SelfCheck selfCheck(
      SelfCheckLedger ledger,
      RandomGenerator random,
      int jobs,
      long bytes,
      SelfCheckListener hears) {
    return new SelfCheck(tools, ledger, random, jobs, bytes, hears);
  }

  /**
   * For whoever has deleted an export: its backfills and redeliveries are told to go no further,
   * and its stream ends in the background.
   */
  public void end(ConfigurationId configuration) {
    crew.of(Set.of(configuration)).stream()
        .filter(each -> each.kind() == WorkKind.EXTRA)
        .forEach(Assignment::stop);
    budget.poke();
    wake();
  }

  /**
   * Tells the attempts that are under way for some exports to go no further, and returns when none
   * of them can send a request any more: once all have ended, or after one request's longest time,
   * however many they are. For whoever has changed where exports deliver.
   */
  public void settle(Collection<ConfigurationId> configurations) {
    settle(crew.of(Set.copyOf(configurations)));
  }

  /**
   * The same for all exports of a tenant. For whoever has deleted it, and is about to remove its
   * events: an attempt that went on could read those of a tenant that is created under its id.
   */
  public void settle(TenantId tenant) {
    settle(crew.workingFor(tenant));
  }

  private void settle(List<Assignment> underWay) {
    underWay.forEach(Assignment::stop);
    budget.poke();
    long deadline = time.monotonicNanos() + settings.requestTimeout().plus(MARGIN).toNanos();
    try {
      for (Assignment each : underWay) {
        each.awaitEnd(Duration.ofNanos(Math.max(0, deadline - time.monotonicNanos())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the fence still holds
    }
  }

  /**
   * Begins to stop: nothing more is begun, and attempts give their jobs back before their next
   * request.
   */
  public void stop() {
    stopBegan.updateAndGet(began -> began.or(() -> Optional.of(time.monotonicNanos())));
    stopping = true;
    budget.poke();
    workers.ifPresent(ExportWorkers::stop);
  }

  /**
   * Stops; waits for the attempts under way, up to 17 seconds after {@link #stop} was first called.
   * A request that takes longer is abandoned: its job is attempted again after the next start.
   */
  @Override
  public void close() {
    stop();
    Duration waited = Duration.ofNanos(time.monotonicNanos() - stopBegan.get().orElseThrow());
    Duration left = LONGEST_STOP.minus(waited);
    workers.ifPresent(each -> each.close(left.isPositive() ? left : Duration.ZERO));
  }
}
