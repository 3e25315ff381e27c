package dev.waybill.export;

import dev.waybill.log.Barrier;
import dev.waybill.log.EventLog;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.log.Range;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Cuts backfills into jobs, one at a time, up to the end that was fixed at their creation. */
final class BackfillPlanner {
  private static final int AT_ONCE = 10;

  private final EventLog log;
  private final ExportLedger ledger;
  private final TimeSource time;
  private final Supplier<UUID> ids;
  private final EngineSettings settings;
  private final EngineListener listener;
  private final LogOutage outage;
  private final SetAside<StreamId> unplannable;

  BackfillPlanner(
      EventLog log,
      ExportLedger ledger,
      TimeSource time,
      Supplier<UUID> ids,
      EngineSettings settings,
      EngineListener listener,
      LogOutage outage) {
    this.log = log;
    this.ledger = ledger;
    this.time = time;
    this.ids = ids;
    this.settings = settings;
    this.listener = listener;
    this.outage = outage;
    this.unplannable = new SetAside<>(time);
  }

  /**
   * Plans the next jobs of the oldest backfills; returns how many it planned. They are only read
   * from the log: that this works does not show that the log takes writes.
   */
  int plan() {
    int planned = 0;
    try {
      for (StreamId id : unplannable.others(AT_ONCE, ledger::backfillsToPlan)) {
        if (plan(id)) {
          planned++;
        }
      }
    } catch (LogUnavailableException e) {
      outage.begins(String.valueOf(e.getMessage())); // and would be for every other backfill
    }
    return planned;
  }

  private boolean plan(StreamId id) {
    try {
      Optional<ExportJob> job =
          ledger.plannableBackfill(id).map(this::nextJob).filter(ledger::planBackfill);
      job.ifPresent(listener::planned);
      return job.isPresent();
    } catch (LogUnavailableException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      unplannable.add(id);
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
