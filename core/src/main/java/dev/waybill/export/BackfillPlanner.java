package dev.waybill.export;

import dev.waybill.log.Barrier;
import dev.waybill.log.EventLog;
import dev.waybill.log.Range;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Cuts backfills into jobs, one at a time, up to the end that was fixed at their creation. */
final class BackfillPlanner {
  private static final int AT_ONCE = 10;
  private static final Duration PAUSE_AFTER_DEFECT = Duration.ofSeconds(30);

  private final EventLog log;
  private final ExportLedger ledger;
  private final TimeSource time;
  private final Supplier<UUID> ids;
  private final EngineSettings settings;
  private final EngineListener listener;

  /** Backfills that could not be planned, and until when they are left alone. */
  private final Map<StreamId, Long> unplannable = new ConcurrentHashMap<>();

  BackfillPlanner(
      EventLog log,
      ExportLedger ledger,
      TimeSource time,
      Supplier<UUID> ids,
      EngineSettings settings,
      EngineListener listener) {
    this.log = log;
    this.ledger = ledger;
    this.time = time;
    this.ids = ids;
    this.settings = settings;
    this.listener = listener;
  }

  /** Plans the next jobs of the oldest backfills; returns how many it planned. */
  int plan() {
    long nanos = time.monotonicNanos();
    unplannable.values().removeIf(until -> until - nanos <= 0);
    int planned = 0;
    for (PlannableBackfill found : ledger.backfillsToPlan(AT_ONCE + unplannable.size())) {
      if (!unplannable.containsKey(found.backfill().id()) && plan(found)) {
        planned++;
      }
    }
    return planned;
  }

  private boolean plan(PlannableBackfill found) {
    try {
      ExportJob job = nextJob(found);
      boolean planned = ledger.planBackfill(job);
      if (planned) {
        listener.planned(job);
      }
      return planned;
    } catch (RuntimeException | Error e) {
      StreamId id = found.backfill().id();
      unplannable.put(id, time.monotonicNanos() + PAUSE_AFTER_DEFECT.toNanos());
      listener.defect("planning a job of backfill " + id, e);
      return false;
    }
  }

  private ExportJob nextJob(PlannableBackfill found) {
    BackfillRequest request = found.backfill().request();
    Stream stream = found.stream();
    Barrier last = new Barrier(request.range().to(), request.receivedThrough());
    JobCut.End end =
        JobCut.find(
                log, request.tenant(), stream, request.settings().output().layout(), last, settings)
            .orElseGet(() -> JobCut.End.at(last, stream));
    Instant now = time.now();
    return new ExportJob(
        new JobId(ids.get()),
        request.tenant(),
        request.configuration(),
        stream.id(),
        StreamKind.BACKFILL,
        request.prefix(),
        stream.nextSequence(),
        now,
        new Range(stream.cursor(), end.to()),
        stream.receivedThrough(),
        end.through(),
        stream.nextOrdinal(),
        request.settings(),
        JobStatus.PLANNED,
        Optional.empty(),
        true,
        0,
        now,
        Optional.empty());
  }
}
