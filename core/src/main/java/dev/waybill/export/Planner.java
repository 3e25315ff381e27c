package dev.waybill.export;

import dev.waybill.format.Encoders;
import dev.waybill.log.Barrier;
import dev.waybill.log.EventLog;
import dev.waybill.log.Range;
import dev.waybill.storage.StoragePath;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Decides what range a job covers, and stores the job. */
final class Planner {
  private static final int TRIES_OF_RUN = 5;

  private final EventLog log;
  private final ExportLedger ledger;
  private final TimeSource time;
  private final Supplier<UUID> ids;
  private final Encoders encoders;
  private final EngineSettings settings;

  Planner(
      EventLog log,
      ExportLedger ledger,
      TimeSource time,
      Supplier<UUID> ids,
      Encoders encoders,
      EngineSettings settings) {
    this.log = log;
    this.ledger = ledger;
    this.time = time;
    this.ids = ids;
    this.encoders = encoders;
    this.settings = settings;
  }

  /** What a job is planned for. */
  private record Occasion(Instant now, Instant scheduledAt, Instant lastTick, boolean requested) {}

  /** Plans the job of the current tick, or of the deletion, if the configuration is still due. */
  Optional<ExportJob> planDue(ConfigurationId id) {
    Instant now = time.now();
    return ledger
        .plannable(id)
        .filter(found -> found.unfinished().isEmpty() && isDue(found, now))
        .flatMap(found -> plan(found, occasion(found, now)));
  }

  /** Deletion is a request: what it ends is planned for the time at which it was deleted. */
  private static Occasion occasion(Plannable due, Instant now) {
    return due.deletedAt()
        .map(deleted -> new Occasion(now, deleted, due.stream().lastTick(), true))
        .orElseGet(
            () -> {
              Instant tick = schedule(due).currentTick(now);
              return new Occasion(now, tick, tick, false);
            });
  }

  /**
   * The unfinished job, which may start now, or a new one; the last planned tick stays. Empty if
   * there is no such configuration.
   */
  Optional<ExportJob> run(ConfigurationId id) {
    for (int i = 0; i < TRIES_OF_RUN; i++) {
      Optional<Plannable> found = ledger.plannable(id).filter(each -> each.deletedAt().isEmpty());
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Optional<ExportJob> job = runOnce(found.get());
      if (job.isPresent()) {
        return job;
      }
    }
    throw new IllegalStateException("export " + id + " changes faster than it can be planned");
  }

  /** Empty if someone else was faster. */
  private Optional<ExportJob> runOnce(Plannable found) {
    Instant now = time.now();
    if (found.unfinished().isPresent()) {
      return ledger.request(found.unfinished().get().id(), now)
          ? ledger.plannable(found.configuration().id()).flatMap(Plannable::unfinished)
          : Optional.empty();
    }
    return plan(found, new Occasion(now, now, found.stream().lastTick(), true));
  }

  private static boolean isDue(Plannable found, Instant now) {
    return found.deletedAt().isPresent()
        || !found.nextDue().isAfter(now)
        || found.stream().lastTick().isAfter(now);
  }

  private Optional<ExportJob> plan(Plannable from, Occasion occasion) {
    ExportConfiguration configuration = from.configuration();
    Stream stream = from.stream();
    Barrier barrier = log.barrier(configuration.tenant());
    Optional<JobCut.End> cut =
        JobCut.find(
            log,
            configuration.tenant(),
            stream,
            configuration.output().layout(),
            barrier,
            settings);
    JobCut.End end = cut.orElseGet(() -> JobCut.End.at(barrier, stream));
    Instant nextDue =
        cut.isPresent()
            ? occasion.now()
            : schedule(from).nextDue(occasion.lastTick(), occasion.now());
    ExportJob job =
        new ExportJob(
            new JobId(ids.get()),
            configuration.tenant(),
            configuration.id(),
            stream.id(),
            StreamKind.REGULAR,
            StoragePath.ROOT,
            stream.nextSequence(),
            occasion.scheduledAt(),
            new Range(stream.cursor(), end.to()),
            stream.receivedThrough(),
            end.through(),
            stream.nextOrdinal(),
            settings.pin(configuration, encoders),
            JobStatus.PLANNED,
            Optional.empty(),
            occasion.requested(),
            0,
            occasion.now(),
            Optional.empty());
    boolean planned =
        from.deletedAt().isPresent()
            ? ledger.planEnding(job, barrier.position())
            : ledger.plan(job, occasion.lastTick(), nextDue);
    return planned ? Optional.of(job) : Optional.empty();
  }

  private static Schedule schedule(Plannable found) {
    ExportConfiguration configuration = found.configuration();
    return new Schedule(configuration.id(), configuration.interval());
  }
}
