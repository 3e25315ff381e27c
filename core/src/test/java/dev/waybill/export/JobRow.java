package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.log.Position;
import dev.waybill.storage.ObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A job of {@link InMemoryExportLedger}, with its attempts and objects. */
final class JobRow {
  final ExportJob planned;
  final List<AttemptRow> attempts = new ArrayList<>();
  private final Map<String, SortedMap<ObjectKey, DeliveredObject>> finished = new HashMap<>();

  PinnedSettings settings;
  JobStatus status;
  Optional<Position> heldFrom = Optional.empty();
  boolean requested;
  Instant nextAttemptAt;
  Instant leaseUntil = Instant.EPOCH;
  Optional<Failure> failure = Optional.empty();
  Delivery delivered = new Delivery(0, 0, 0, List.of());

  JobRow(ExportJob planned) {
    this.planned = planned;
    this.settings = planned.settings();
    this.status = planned.status();
    this.requested = planned.requested();
    this.nextAttemptAt = planned.nextAttemptAt();
  }

  boolean isFinished() {
    return status == JobStatus.SUCCEEDED || status == JobStatus.CANCELLED;
  }

  WorkKind kind() {
    if (planned.kind() == StreamKind.BACKFILL) {
      return WorkKind.EXTRA;
    }
    return status == JobStatus.PLANNED ? WorkKind.FRESH : WorkKind.RETRY;
  }

  WaitingWork waiting() {
    return new WaitingWork(
        planned.id().value(), planned.tenant(), planned.configuration(), nextAttemptAt);
  }

  boolean mayBeClaimed(Instant now, Instant leaseEndedBefore) {
    boolean leased = !leaseUntil.isBefore(leaseEndedBefore) && !isTooFar(leaseUntil, now);
    return switch (status) {
      case PLANNED, BLOCKED ->
          !leased && (!nextAttemptAt.isAfter(now) || isTooFar(nextAttemptAt, now));
      case RUNNING -> !leased;
      case SUCCEEDED, CANCELLED -> false;
    };
  }

  private static boolean isTooFar(Instant time, Instant now) {
    return time.isAfter(now.plus(ExportLedger.FARTHEST_AHEAD));
  }

  void claim(String place, Instant until) {
    attempts.add(new AttemptRow(place));
    status = JobStatus.RUNNING;
    leaseUntil = until;
  }

  /** Where its last attempt was at work. */
  String place() {
    return attempts.getLast().place;
  }

  /** What the last attempt left behind stays if that is {@link Leftovers#STRANGE}. */
  void end(Leftovers leftovers) {
    AttemptRow last = attempts.getLast();
    if (last.leftovers != Leftovers.STRANGE) {
      last.leftovers = leftovers;
    }
  }

  void keptOtherBytes(int attempt) {
    attempts.get(attempt - 1).leftovers = Leftovers.STRANGE;
  }

  void giveBack(Instant now) {
    leaseUntil = Instant.EPOCH;
    reopen(now);
  }

  /** Nobody is left who works on it. */
  void cancel() {
    status = JobStatus.CANCELLED;
    leaseUntil = Instant.EPOCH;
  }

  /** Its last attempt may still be sending. */
  void reopen(Instant now) {
    status = failure.isPresent() ? JobStatus.BLOCKED : JobStatus.PLANNED;
    nextAttemptAt = now;
  }

  /** The stream behind it. */
  Stream advance(Stream stream, Delivery delivery) {
    return new Stream(
        stream.id(),
        stream.configuration(),
        planned.range().to(),
        planned.receivedThrough(),
        stream.nextSequence() + 1,
        stream.nextOrdinal() + delivery.events(),
        stream.lastTick());
  }

  Leftovers leftoversAt(String place) {
    return attempts.stream()
        .filter(row -> row.place.equals(place))
        .map(row -> row.leftovers)
        .max(Comparator.naturalOrder())
        .orElse(Leftovers.NONE);
  }

  void record(String place, DeliveredObject object) {
    finished.computeIfAbsent(place, any -> new TreeMap<>()).putIfAbsent(object.key(), object);
  }

  List<DeliveredObject> finishedAt(String place) {
    return List.copyOf(finished.getOrDefault(place, new TreeMap<>()).values());
  }

  ExportJob toJob() {
    return new ExportJob(
        planned.id(),
        planned.tenant(),
        planned.configuration(),
        planned.stream(),
        planned.kind(),
        planned.prefix(),
        planned.sequence(),
        planned.scheduledAt(),
        planned.range(),
        planned.receivedFrom(),
        planned.receivedThrough(),
        planned.firstOrdinal(),
        settings,
        status,
        heldFrom,
        requested,
        attempts.size(),
        nextAttemptAt,
        failure);
  }

  /** One attempt; it leaves nothing behind before it is started. */
  static final class AttemptRow {
    private final String place;
    Leftovers leftovers = Leftovers.NONE;

    AttemptRow(String place) {
      this.place = place;
    }
  }
}
