package dev.waybill.export;

import dev.waybill.log.LogUnavailableException;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Plans the jobs of the configurations that are due. */
final class DuePlanning {
  private static final int AT_ONCE = 200;
  private static final Duration PAUSE_AFTER_DEFECT = Duration.ofSeconds(30);

  private final Planner planner;
  private final ExportLedger ledger;
  private final TimeSource time;
  private final EngineListener listener;

  /** Configurations that could not be planned, and until when they are left alone. */
  private final Map<ConfigurationId, Long> unplannable = new ConcurrentHashMap<>();

  DuePlanning(Planner planner, ExportLedger ledger, TimeSource time, EngineListener listener) {
    this.planner = planner;
    this.ledger = ledger;
    this.time = time;
    this.listener = listener;
  }

  /** How the planning of one configuration went. */
  private enum Planned {
    YES,
    NO,
    /** It would be the same for every other configuration. */
    LOG_UNAVAILABLE
  }

  /** Plans the longest overdue, one after another; returns how many it planned. */
  int plan() {
    int planned = 0;
    for (ConfigurationId due : due()) {
      Planned outcome = plan(due);
      if (outcome == Planned.LOG_UNAVAILABLE) {
        break;
      }
      planned += outcome == Planned.YES ? 1 : 0;
    }
    return planned;
  }

  /**
   * The same, side by side: the log's barriers and the ledger's transactions that come together
   * share what makes them durable.
   */
  int plan(Executor threads) {
    List<CompletableFuture<Planned>> outcomes =
        due().stream().map(id -> CompletableFuture.supplyAsync(() -> plan(id), threads)).toList();
    return (int) outcomes.stream().filter(each -> each.join() == Planned.YES).count();
  }

  private List<ConfigurationId> due() {
    long nanos = time.monotonicNanos();
    unplannable.values().removeIf(until -> until - nanos <= 0);
    return ledger.due(time.now(), AT_ONCE + unplannable.size()).stream()
        .filter(id -> !unplannable.containsKey(id))
        .toList();
  }

  private Planned plan(ConfigurationId configuration) {
    try {
      Optional<ExportJob> job = planner.planDue(configuration);
      job.ifPresent(listener::planned);
      return job.isPresent() ? Planned.YES : Planned.NO;
    } catch (LogUnavailableException e) {
      listener.defect("planning jobs", e);
      return Planned.LOG_UNAVAILABLE;
    } catch (RuntimeException e) {
      unplannable.put(configuration, time.monotonicNanos() + PAUSE_AFTER_DEFECT.toNanos());
      listener.defect("planning a job of export " + configuration, e);
      return Planned.NO;
    }
  }
}
