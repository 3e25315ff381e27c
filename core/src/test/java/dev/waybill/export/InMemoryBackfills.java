package dev.waybill.export;

import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The backfills of an {@link InMemoryExportLedger}, under its lock. */
public final class InMemoryBackfills implements Backfills {
  private static final Comparator<BackfillRow> OLDEST_FIRST =
      Comparator.<BackfillRow, Instant>comparing(row -> row.createdAt)
          .thenComparing(row -> row.id.toString());

  private final InMemoryExportLedger ledger;
  private final Map<StreamId, BackfillRow> rows = new LinkedHashMap<>();
  private final Set<String> givenPrefixes = new HashSet<>();
  private final Set<StreamId> damaged = new HashSet<>();

  InMemoryBackfills(InMemoryExportLedger ledger) {
    this.ledger = ledger;
  }

  /** Another stream has an id with these first digits. */
  public void give(StreamId id) {
    synchronized (ledger) {
      givenPrefixes.add(id.prefix());
    }
  }

  /** Its row cannot be read any more by who plans or counts. */
  void damage(StreamId id) {
    synchronized (ledger) {
      damaged.add(id);
    }
  }

  /** Undoes {@link #damage}. */
  void mend(StreamId id) {
    synchronized (ledger) {
      damaged.remove(id);
    }
  }

  @Override
  public Creation create(BackfillRequest request, long heldSince, Instant now) {
    synchronized (ledger) {
      Optional<ExportConfiguration> configuration =
          ledger
              .configuration(request.configuration())
              .filter(found -> found.tenant().equals(request.tenant()));
      if (configuration.isEmpty()) {
        return new Creation.NotFound();
      }
      if (ledger.isDetached(request.configuration())) {
        return new Creation.Detached();
      }
      Optional<BackfillRow> same =
          rows.values().stream()
              .filter(row -> row.request.asksForTheSameAs(request))
              .max(OLDEST_FIRST);
      return same.isPresent()
          ? goOn(same.get(), now)
          : add(request, heldSince, configuration.get(), now);
    }
  }

  private Creation add(
      BackfillRequest request, long heldSince, ExportConfiguration configuration, Instant now) {
    if (configuration.revision() != request.settings().revision()) {
      return new Creation.Outdated();
    }
    dev.waybill.export.Stream start = ledger.start(request.configuration());
    if (request.prefix().value().isEmpty()
        && (request.receivedThrough() > start.receivedThrough()
            || request.range().to().compareTo(start.cursor()) > 0)) {
      return new Creation.AfterStart(start.receivedThrough());
    }
    Position mark = ledger.retainedFrom(request.tenant());
    if (request.range().from().compareTo(mark) < 0) {
      return new Creation.Trimmed(mark);
    }
    Optional<BackfillRow> overlapping = overlapping(request, row -> true);
    if (overlapping.isPresent()) {
      return new Creation.Overlaps(shown(overlapping.get()));
    }
    if (tooMany(request)) {
      return new Creation.TooMany();
    }
    BackfillRow added = new BackfillRow(freeId(request), request, heldSince, now);
    rows.put(added.id, added);
    return new Creation.Done(shown(added));
  }

  private StreamId freeId(BackfillRequest request) {
    for (int counter = 0; ; counter++) {
      StreamId id = BackfillStreamId.derive(request, "0", counter);
      if (givenPrefixes.add(id.prefix())) {
        return id;
      }
    }
  }

  private Creation goOn(BackfillRow row, Instant now) {
    if (row.status == BackfillStatus.CANCELLED) {
      Optional<BackfillRow> overlapping =
          overlapping(row.request, other -> !other.id.equals(row.id));
      if (overlapping.isPresent()) {
        return new Creation.Overlaps(shown(overlapping.get()));
      }
      if (tooMany(row.request)) {
        return new Creation.TooMany();
      }
      row.status = BackfillStatus.RUNNING;
      row.finishedAt = Optional.empty();
      last(row).filter(job -> job.status == JobStatus.CANCELLED).ifPresent(job -> job.reopen(now));
    }
    return new Creation.Done(shown(row));
  }

  private boolean tooMany(BackfillRequest request) {
    return running()
            .filter(row -> row.request.configuration().equals(request.configuration()))
            .count()
        >= MOST_OPEN;
  }

  private Optional<BackfillRow> overlapping(BackfillRequest by, Predicate<BackfillRow> others) {
    return rows.values().stream()
        .filter(others)
        .filter(row -> row.request.configuration().equals(by.configuration()))
        .filter(row -> row.request.prefix().equals(by.prefix()))
        .filter(row -> overlap(row.reserved(last(row)), by.range()))
        .min(OLDEST_FIRST);
  }

  private static boolean overlap(Range one, Range other) {
    return !one.isEmpty()
        && !other.isEmpty()
        && one.from().compareTo(other.to()) < 0
        && other.from().compareTo(one.to()) < 0;
  }

  @Override
  public Optional<Backfill> find(TenantId tenant, StreamId id) {
    synchronized (ledger) {
      return row(tenant, id).map(this::shown);
    }
  }

  @Override
  public List<Backfill> list(
      TenantId tenant, ConfigurationId configuration, int limit, Optional<StreamId> after) {
    synchronized (ledger) {
      if (after.isPresent() && row(tenant, after.get()).isEmpty()) {
        return List.of();
      }
      return visible(tenant)
          .filter(row -> row.request.configuration().equals(configuration))
          .filter(
              row ->
                  after.isEmpty()
                      || OLDEST_FIRST.compare(row, Objects.requireNonNull(rows.get(after.get())))
                          < 0)
          .sorted(OLDEST_FIRST.reversed())
          .limit(limit)
          .map(this::shown)
          .toList();
    }
  }

  @Override
  public Optional<Backfill> cancel(TenantId tenant, StreamId id, Instant now) {
    synchronized (ledger) {
      Optional<BackfillRow> found = row(tenant, id);
      found.filter(row -> row.status == BackfillStatus.RUNNING).ifPresent(row -> stop(row, now));
      return found.map(this::shown);
    }
  }

  @Override
  public List<StreamId> uncounted(int limit) {
    synchronized (ledger) {
      return running().filter(row -> row.total.isEmpty()).limit(limit).map(row -> row.id).toList();
    }
  }

  @Override
  public Optional<PlannableBackfill> uncounted(StreamId id) {
    synchronized (ledger) {
      return running()
          .filter(row -> row.id.equals(id) && row.total.isEmpty())
          .map(this::plannable)
          .findFirst();
    }
  }

  @Override
  public void counted(StreamId id, Amount total) {
    synchronized (ledger) {
      BackfillRow row = Objects.requireNonNull(rows.get(id));
      row.total = row.total.or(() -> Optional.of(total));
    }
  }

  List<StreamId> toPlan(int limit) {
    return running().filter(this::isToPlan).limit(limit).map(row -> row.id).toList();
  }

  private boolean isToPlan(BackfillRow row) {
    return open(row).isEmpty() && !ledger.isDetached(row.request.configuration());
  }

  Optional<PlannableBackfill> plannable(StreamId id) {
    return running()
        .filter(row -> row.id.equals(id) && isToPlan(row))
        .map(this::plannable)
        .findFirst();
  }

  /** The stream of a backfill that goes on. */
  Optional<dev.waybill.export.Stream> stream(StreamId id) {
    return Optional.ofNullable(rows.get(id))
        .filter(row -> row.status == BackfillStatus.RUNNING)
        .map(row -> row.stream);
  }

  void commit(JobRow job, Amount delivered, dev.waybill.export.Stream advanced, Instant now) {
    BackfillRow row = Objects.requireNonNull(rows.get(advanced.id()));
    row.stream = advanced;
    row.committed = row.committed.plus(delivered);
    if (job.planned.range().to().equals(row.request.range().to())) {
      row.status = BackfillStatus.SUCCEEDED;
      row.finishedAt = Optional.of(now);
    }
  }

  List<InMemoryBackup.OfBackfill> backup() {
    return rows.values().stream()
        .map(
            row ->
                new InMemoryBackup.OfBackfill(
                    InMemoryBackup.Saved.of(row.stream, ledger.manifests()),
                    row.as(row.id, row.stream)))
        .toList();
  }

  /** Those that had not succeeded go on under other ids, or may be asked to. */
  List<InMemoryBackup.Succession> restore(List<InMemoryBackup.OfBackfill> backup) {
    rows.clear();
    List<InMemoryBackup.Succession> successions = new ArrayList<>();
    for (InMemoryBackup.OfBackfill saved : backup) {
      BackfillRow row = saved.row();
      if (row.status != BackfillStatus.SUCCEEDED) {
        StreamId id = freeId(row.request);
        row = row.as(id, saved.saved().succeed(id, ledger.manifests()));
        if (ledger.configuration(row.request.configuration()).isEmpty()) {
          row.status = BackfillStatus.CANCELLED;
        }
        successions.add(
            new InMemoryBackup.Succession(
                saved.row().id, row.stream, row.status == BackfillStatus.RUNNING));
      }
      rows.put(row.id, row);
    }
    return successions;
  }

  /** The configuration is deleted. */
  void stopAll(ConfigurationId configuration) {
    rows.values().stream()
        .filter(row -> row.request.configuration().equals(configuration))
        .filter(row -> row.status == BackfillStatus.RUNNING)
        .forEach(row -> stop(row, row.createdAt));
  }

  private void stop(BackfillRow row, Instant now) {
    row.status = BackfillStatus.CANCELLED;
    row.finishedAt = Optional.of(now);
    open(row).ifPresent(job -> job.status = JobStatus.CANCELLED);
  }

  private Stream<BackfillRow> running() {
    return rows.values().stream()
        .filter(row -> row.status == BackfillStatus.RUNNING)
        .sorted(OLDEST_FIRST);
  }

  private Stream<BackfillRow> visible(TenantId tenant) {
    return rows.values().stream()
        .filter(row -> row.request.tenant().equals(tenant))
        .filter(row -> ledger.configuration(row.request.configuration()).isPresent());
  }

  private Optional<BackfillRow> row(TenantId tenant, StreamId id) {
    return visible(tenant).filter(row -> row.id.equals(id)).findFirst();
  }

  private Optional<JobRow> last(BackfillRow row) {
    return ledger.lastJob(row.id);
  }

  private Optional<JobRow> open(BackfillRow row) {
    return last(row).filter(job -> !job.isFinished());
  }

  private PlannableBackfill plannable(BackfillRow row) {
    if (damaged.contains(row.id)) {
      throw new IllegalStateException("backfill " + row.id + " cannot be read");
    }
    return new PlannableBackfill(shown(row), row.committed, row.stream);
  }

  private Backfill shown(BackfillRow row) {
    Optional<JobRow> unfinished = last(row).filter(job -> job.status != JobStatus.SUCCEEDED);
    return row.toBackfill(open(row), unfinished.map(ledger::put).orElse(Amount.NONE));
  }
}
