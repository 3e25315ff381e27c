package dev.waybill.export;

import dev.waybill.log.LogUnavailableException;
import dev.waybill.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/** Plans the jobs of the configurations that are due. */
final class DuePlanning {
  private static final int AT_ONCE = 200;

  private final Planner planner;
  private final ExportLedger ledger;
  private final TimeSource time;
  private final EngineListener listener;
  private final LogOutage outage;
  private final SetAside<ConfigurationId> unplannable;

  DuePlanning(
      Planner planner,
      ExportLedger ledger,
      TimeSource time,
      EngineListener listener,
      LogOutage outage) {
    this.planner = planner;
    this.ledger = ledger;
    this.time = time;
    this.listener = listener;
    this.outage = outage;
    this.unplannable = new SetAside<>(time);
  }

  /** How the planning of one configuration went. */
  private sealed interface Planned {
    record Yes() implements Planned {}

    record No() implements Planned {}

    /** It would be the same for every other configuration. */
    record LogUnavailable(String reason) implements Planned {}
  }

  /** Plans the longest overdue, one after another; returns how many it planned. */
  int plan() {
    List<Planned> outcomes = new ArrayList<>();
    for (ConfigurationId due : due()) {
      Planned outcome = plan(due);
      outcomes.add(outcome);
      if (outcome instanceof Planned.LogUnavailable) {
        break;
      }
    }
    return count(outcomes);
  }

  /**
   * The same, side by side: the log's barriers and the ledger's transactions that come together
   * share what makes them durable.
   *
   * @throws InterruptedException if the thread is interrupted while it waits for the others, which
   *     may have dropped what they were to do
   */
  int plan(Executor threads) throws InterruptedException {
    List<CompletableFuture<Planned>> plannings =
        due().stream().map(id -> CompletableFuture.supplyAsync(() -> plan(id), threads)).toList();
    List<Planned> outcomes = new ArrayList<>();
    for (CompletableFuture<Planned> each : plannings) {
      outcomes.add(await(each));
    }
    return count(outcomes);
  }

  private static Planned await(CompletableFuture<Planned> planning) throws InterruptedException {
    try {
      return planning.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a planning told nothing of its failure", e);
    }
  }

  /** How many were planned. */
  private int count(List<Planned> outcomes) {
    int planned = (int) outcomes.stream().filter(Planned.Yes.class::isInstance).count();
    outcomes.stream()
        .filter(Planned.LogUnavailable.class::isInstance)
        .map(Planned.LogUnavailable.class::cast)
        .findFirst()
        .ifPresentOrElse(first -> outage.begins(first.reason()), () -> mayBeOver(planned));
    return planned;
  }

  /** Only a job that was planned shows that the log takes writes. */
  private void mayBeOver(int planned) {
    if (planned > 0) {
      outage.isOver();
    }
  }

  private List<ConfigurationId> due() {
    return unplannable.others(AT_ONCE, limit -> ledger.due(time.now(), limit));
  }

  private Planned plan(ConfigurationId configuration) {
    try {
      Optional<ExportJob> job = planner.planDue(configuration);
      job.ifPresent(listener::planned);
      return job.isPresent() ? new Planned.Yes() : new Planned.No();
    } catch (LogUnavailableException e) {
      return new Planned.LogUnavailable(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      unplannable.add(configuration);
      listener.defect("planning a job of export " + configuration, e);
      return new Planned.No();
    }
  }
}
