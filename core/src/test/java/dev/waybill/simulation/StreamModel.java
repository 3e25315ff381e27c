package dev.waybill.simulation;

import dev.waybill.export.Delivery;
import dev.waybill.export.ExportJob;
import dev.waybill.export.JobId;
import dev.waybill.export.PinnedSettings;
import dev.waybill.export.Stream;
import dev.waybill.export.StreamKind;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must be true of the deliveries of an export, told by what was committed of them. */
final class StreamModel {
  final ExportModel export;
  final Stream start;
  final StreamKind kind;
  final StoragePath prefix;

  /** Where it ends, and what its jobs are made with, if it is a backfill. */
  final Optional<Backfilled> backfill;

  final Map<JobId, PinnedSettings> pinned = new HashMap<>();
  final List<Committed> committed = new ArrayList<>();

  /** By the customer, or because another continues it after a restore. */
  boolean cancelled;

  /** How often a backup had been restored when it began. */
  final int life;

  /** What it continues after a restore. */
  final Optional<Former> former;

  /** What lies below was given up while it was cancelled, and expires. */
  Position givenUp = Position.ZERO;

  /** The latest time through which a job of it was planned to deliver. */
  long promisedThrough;

  /**
   * Another stream.
   *
   * @param committed how many of its jobs the backup knew
   */
  record Former(StreamModel stream, int committed) {}

  /** What is fixed about a backfill. */
  record Backfilled(Position end, PinnedSettings settings) {}

  /**
   * A job that counts as delivered.
   *
   * @param held what retention left of its range; what lies before it has expired
   */
  record Committed(
      ExportJob job, PinnedSettings settings, Delivery delivery, String place, Range held) {}

  private StreamModel(
      ExportModel export,
      Stream start,
      StoragePath prefix,
      Optional<Backfilled> backfill,
      Optional<Former> former) {
    this.export = export;
    this.start = start;
    this.kind = backfill.isPresent() ? StreamKind.BACKFILL : StreamKind.REGULAR;
    this.prefix = prefix;
    this.backfill = backfill;
    this.life = export.restores;
    this.former = former;
    this.promisedThrough = start.receivedThrough();
  }

  static StreamModel regular(ExportModel export, Stream start) {
    return new StreamModel(export, start, StoragePath.ROOT, Optional.empty(), Optional.empty());
  }

  static StreamModel backfill(
      ExportModel export, Stream start, StoragePath prefix, Backfilled backfill) {
    return new StreamModel(export, start, prefix, Optional.of(backfill), Optional.empty());
  }

  /**
   * The stream that continues this one after a restore.
   *
   * @param known how many of this one's jobs the backup knew
   */
  StreamModel successor(Stream successor, int known) {
    return new StreamModel(
        export, successor, prefix, backfill, Optional.of(new Former(this, known)));
  }

  /** The last job of the streams that it continues of which the backups knew. */
  Optional<Committed> continued() {
    return former.flatMap(
        before ->
            before.committed() == 0
                ? before.stream().continued()
                : Optional.of(before.stream().committed.get(before.committed() - 1)));
  }

  TenantId tenant() {
    return export.configuration.tenant();
  }

  boolean isGoingOn() {
    boolean released = kind == StreamKind.REGULAR ? export.ended : export.deleted;
    return !released && !cancelled;
  }

  /** Whether what it has to deliver is what was received before its export was deleted. */
  boolean ends() {
    return kind == StreamKind.REGULAR && export.ends();
  }

  /** Whether it is a backfill that has delivered all it has to. */
  boolean isComplete() {
    return backfill.filter(all -> cursor().compareTo(all.end()) >= 0).isPresent();
  }

  /** Where its objects go now. */
  String place() {
    return export.location.below(prefix).toString();
  }

  void commit(ExportJob job, PinnedSettings settings, Delivery delivery, Range held) {
    committed.add(new Committed(job, settings, delivery, place(), held));
  }

  /** The first position that no committed job covers. */
  Position cursor() {
    return committed.isEmpty() ? start.cursor() : committed.getLast().job().range().to();
  }

  long through() {
    return committed.isEmpty()
        ? start.receivedThrough()
        : committed.getLast().job().receivedThrough();
  }

  long nextSequence() {
    return start.nextSequence() + committed.size();
  }

  long nextOrdinal() {
    return start.nextOrdinal() + committed.stream().mapToLong(job -> job.delivery().events()).sum();
  }

  @Override
  public String toString() {
    return kind + " " + start.id() + " at " + cursor();
  }
}
