package dev.waybill.simulation;

import dev.waybill.export.Attempt;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.DeliveredJob;
import dev.waybill.export.DeliveredObject;
import dev.waybill.export.Delivery;
import dev.waybill.export.ExportJob;
import dev.waybill.export.InMemoryExportLedger;
import dev.waybill.export.JobStatus;
import dev.waybill.export.Leftovers;
import dev.waybill.export.PinnedSettings;
import dev.waybill.export.RedeliveryAttempt;
import dev.waybill.export.StreamId;
import dev.waybill.export.StreamKind;
import dev.waybill.fault.Failure;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at every transaction and every put at the moment in which it happens. */
final class Auditor implements Stepping.Listener {
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(2500);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(4);
  private static final Duration LONGEST_ASKED_FOR = Duration.ofHours(1);

  private final InMemoryExportLedger ledger;
  private final Scheduler scheduler;
  private final LeaseBook leases;
  private final CommitCheck commits;
  private final ManifestCheck manifests;
  private final RedeliveryCheck redeliveries;
  private final Map<ConfigurationId, ExportModel> exports = new LinkedHashMap<>();
  private final Map<StreamId, StreamModel> streams = new LinkedHashMap<>();
  private final Map<String, TenantId> owners = new HashMap<>();
  private final Map<String, StoredObject> contents = new HashMap<>();
  private final Set<String> strangers = new HashSet<>();
  private final Set<String> recompressed = new HashSet<>();

  Auditor(
      InMemoryExportLedger ledger,
      Scheduler scheduler,
      LeaseBook leases,
      CommitCheck commits,
      ManifestCheck manifests,
      RedeliveryCheck redeliveries) {
    this.ledger = ledger;
    this.scheduler = scheduler;
    this.leases = leases;
    this.commits = commits;
    this.manifests = manifests;
    this.redeliveries = redeliveries;
  }

  void knows(StreamModel stream) {
    streams.put(stream.start.id(), stream);
    exports.put(stream.export.configuration.id(), stream.export);
    owns(stream.tenant(), stream.place());
  }

  /** The tenant says that this place is its own. */
  void owns(TenantId tenant, String place) {
    owners.put(place, tenant);
  }

  Collection<ExportModel> exports() {
    return exports.values();
  }

  List<ExportModel> existingExports() {
    return exports.values().stream().filter(export -> !export.deleted).toList();
  }

  Collection<StreamModel> streams() {
    return streams.values();
  }

  List<StreamModel> goingOn() {
    return streams.values().stream().filter(StreamModel::isGoingOn).toList();
  }

  /** The jobs that count as delivered at a place. */
  Stream<StreamModel.Committed> committedAt(String place) {
    return streams.values().stream()
        .flatMap(stream -> stream.committed.stream())
        .filter(job -> job.place().equals(place));
  }

  Optional<StreamModel> stream(StreamId id) {
    return Optional.ofNullable(streams.get(id));
  }

  /** The running attempt sends something. */
  void sends(String key) {
    leases.requireInForce(work().lease(), key);
  }

  /** The running attempt puts an object, whatever becomes of it. */
  void puts(String place, String key, StoredObject object) {
    sends(key);
    StreamModel stream = streamOf(work().stream());
    require(
        isOwn(place, stream.tenant()),
        Promise.RIGHT_TENANT,
        "a job of " + stream.tenant() + " puts at " + place);
    require(
        work().sequence() <= stream.nextSequence(),
        Promise.ONE_JOB_AFTER_THE_OTHER,
        key + " is put before job " + stream.nextSequence() + " is delivered");
    String name = key.startsWith(ManifestNames.ROOT) ? place + " " + key : key;
    StoredObject before = contents.putIfAbsent(name, object);
    require(
        before == null || before.content().equals(object.content()),
        Promise.ONE_CONTENT_PER_NAME,
        key + " is put with other content");
    if (before != null && !Arrays.equals(before.bytes(), object.bytes())) {
      recompressed.add(key);
    }
    if (key.endsWith(".manifest")) {
      stream.export.putsManifest();
    }
  }

  /** Whether an object was put with the same content in other bytes, as another machine makes. */
  boolean isRecompressed(String key) {
    return recompressed.contains(key);
  }

  private boolean isOwn(String place, TenantId tenant) {
    return owners.entrySet().stream()
        .anyMatch(owner -> place.startsWith(owner.getKey()) && owner.getValue().equals(tenant));
  }

  boolean isFirstTry() {
    return work().leftovers() == Leftovers.NONE;
  }

  void strangerAt(String key) {
    strangers.add(key);
  }

  /** A name was reported as taken. */
  void toldOfStranger(Attempt attempt, String message) {
    require(
        strangers.stream().anyMatch(message::contains),
        Promise.STRANGERS,
        "job " + attempt.job().sequence() + " takes ours for a stranger's: " + message);
  }

  /** A job was reported as delivered. */
  void toldOfDelivery(Attempt attempt) {
    require(
        streamOf(attempt.job().stream()).committed.stream()
            .anyMatch(done -> done.job().id().equals(attempt.job().id())),
        Promise.DELIVERED_BEFORE_CURSOR,
        "job " + attempt.job().sequence() + " is reported as delivered, but is not");
  }

  private Work work() {
    return scheduler.current().work.orElseThrow();
  }

  /** What was put under that name. */
  String content(String key) {
    return Optional.ofNullable(contents.get(key)).map(StoredObject::content).orElse("");
  }

  @Override
  public void before(String method, Object[] arguments) {
    leases.before(method);
  }

  @Override
  public void after(String method, Object[] arguments, @Nullable Object result) {
    if (result instanceof Optional<?> found && found.isPresent()) {
      switch (found.get()) {
        case Attempt attempt -> leases.claimed(LeaseBook.Holder.of(attempt));
        case RedeliveryAttempt attempt -> leases.claimed(LeaseBook.Holder.of(attempt));
        case DeliveredJob _ -> redeliveries.begins(scheduler.current());
        default -> {}
      }
    } else if (Boolean.TRUE.equals(result)) {
      done(method, arguments);
    } else if (method.equals("release") || method.equals("fail")) {
      leases.ended(LeaseBook.Holder.of((Attempt) arguments[0])); // it says so, heard or not
    }
  }

  private void done(String method, Object[] arguments) {
    switch (arguments[0]) {
      case Attempt attempt -> done(method, attempt, arguments);
      case RedeliveryAttempt attempt -> done(method, attempt, arguments);
      case ExportJob job -> planned(job);
      default -> {}
    }
  }

  private void done(String method, Attempt attempt, Object[] arguments) {
    LeaseBook.Holder holder = LeaseBook.Holder.of(attempt);
    switch (method) {
      case "renew" -> leases.renewed(holder);
      case "start" -> started(attempt, (PinnedSettings) arguments[1]);
      case "recordObject" -> commits.recorded(attempt, (DeliveredObject) arguments[1]);
      case "commit" -> {
        leases.ended(holder);
        StreamModel stream = streamOf(attempt.job().stream());
        requireFollows(attempt.job(), stream);
        commits.committed(attempt, (Delivery) arguments[1], stream);
        manifests.committed(stream, commits.at(stream.place()));
        mayHaveEnded(stream);
      }
      case "fail" -> {
        leases.ended(holder);
        requireBackoff((Failure) arguments[1], (Instant) arguments[3], (Instant) arguments[4]);
        failed(attempt.job());
      }
      case "release" -> leases.ended(holder);
      default -> {}
    }
  }

  /** With what was received before the deletion, and no sooner. */
  private void mayHaveEnded(StreamModel stream) {
    if (stream.ends() && ledger.hasEnded(stream.export.configuration.id())) {
      ExportJob last = stream.committed.getLast().job();
      require(
          stream.cursor().compareTo(stream.export.endsBehind) >= 0
              && last.scheduledAt().equals(stream.export.deletedAt),
          Promise.ENDED,
          stream + " has ended before " + stream.export.endsBehind);
      stream.export.ended = true;
    }
  }

  /** Nobody gets a second attempt at a stream that ends. */
  private void failed(ExportJob job) {
    StreamModel stream = streamOf(job.stream());
    if (stream.ends()) {
      require(
          ledger.hasEnded(job.configuration())
              && ledger.job(job.id()).status() == JobStatus.CANCELLED,
          Promise.ENDED,
          stream + " has not ended with an attempt that failed");
      stream.export.ended = true;
    }
  }

  private void done(String method, RedeliveryAttempt attempt, Object[] arguments) {
    LeaseBook.Holder holder = LeaseBook.Holder.of(attempt);
    switch (method) {
      case "redelivery renew" -> leases.renewed(holder);
      case "redelivery block", "redelivery fail", "redelivery release" -> leases.ended(holder);
      case "redelivery advance" -> {
        StreamModel.Committed job =
            streamOf(attempt.redelivery().stream())
                .committed
                .get(Math.toIntExact((Long) arguments[1]) - 1);
        redeliveries.advanced(scheduler.current(), attempt, job, commits.at(job.place()));
        if (job.job().sequence() == attempt.redelivery().toSequence()) {
          leases.ended(holder);
        }
      }
      default -> {}
    }
  }

  private StreamModel streamOf(StreamId id) {
    return Optional.ofNullable(streams.get(id))
        .orElseThrow(() -> new Violation(Promise.NO_GAP, "job of an unknown stream " + id));
  }

  private void planned(ExportJob job) {
    StreamModel stream = streamOf(job.stream());
    requireFollows(job, stream);
    require(
        job.receivedThrough() >= job.receivedFrom(),
        Promise.NO_GAP,
        "job " + job.sequence() + " goes back in time of receipt");
    require(
        stream.backfill.isEmpty() || job.range().to().compareTo(stream.backfill.get().end()) <= 0,
        Promise.NO_GAP,
        "job " + job.sequence() + " goes beyond the end of its backfill");
    stream.promisedThrough = Math.max(stream.promisedThrough, job.receivedThrough());
  }

  private static void requireFollows(ExportJob job, StreamModel stream) {
    require(
        stream.kind != StreamKind.REGULAR || !stream.export.ended,
        Promise.ENDED,
        "job " + job.sequence() + " of a stream that has ended");
    require(stream.isGoingOn(), Promise.NO_GAP, "job " + job.sequence() + " of what was ended");
    require(
        job.sequence() == stream.nextSequence()
            && job.range().from().equals(stream.cursor())
            && job.receivedFrom() == stream.through()
            && job.firstOrdinal() == stream.nextOrdinal(),
        Promise.NO_GAP,
        "job " + job.sequence() + " from " + job.range().from() + " does not follow " + stream);
  }

  private void started(Attempt attempt, PinnedSettings settings) {
    ExportJob job = ledger.job(attempt.job().id());
    StreamModel stream = streamOf(job.stream());
    PinnedSettings now = job.settings();
    PinnedSettings before = stream.pinned.putIfAbsent(job.id(), now);
    String which = "job " + job.sequence() + " is started ";
    if (before == null) {
      long present = stream.export.configuration.revision();
      long revision = stream.backfill.map(all -> all.settings().revision()).orElse(present);
      require(
          now.revision() == revision && now.equals(settings),
          Promise.PINNED,
          which + "at revision " + now.revision());
      commits.starts(job);
    } else {
      require(
          before.equals(now) && before.equals(settings),
          Promise.PINNED,
          which + "again with other settings");
    }
    require(
        now.selection().equals(stream.export.at(now.revision()).selection())
            && now.output().equals(stream.export.at(now.revision()).output()),
        Promise.PINNED,
        which + "otherwise than its revision says");
  }

  /** Long enough not to hurt, short enough to resume within five minutes. */
  private static void requireBackoff(Failure failure, Instant now, Instant next) {
    Duration wait = Duration.between(now, next);
    Duration asked = failure.retryAfter().orElse(Duration.ZERO);
    Duration granted = asked.compareTo(LONGEST_ASKED_FOR) < 0 ? asked : LONGEST_ASKED_FOR;
    Duration most = granted.compareTo(LONGEST_WAIT) < 0 ? LONGEST_WAIT : granted;
    require(
        wait.compareTo(SHORTEST_WAIT) >= 0
            && wait.compareTo(granted) >= 0
            && wait.compareTo(most) <= 0,
        Promise.BACKOFF,
        "after " + failure + " the next attempt follows in " + wait);
  }

  static void require(boolean kept, Promise promise, String otherwise) {
    if (!kept) {
      throw new Violation(promise, otherwise);
    }
  }
}
