package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.Failure;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * One delivery of one stream over one fixed range.
 *
 * @param kind its stream's
 * @param prefix the folder of the integration's location below which its objects lie; empty but for
 *     backfills. The same for all jobs of a stream
 * @param sequence 1, 2, 3, ... within the stream
 * @param scheduledAt the tick without spread, or the time of {@code run} or of the deletion
 * @param receivedFrom exclusive, milliseconds since the epoch
 * @param receivedThrough inclusive: everything received between the two is in this job
 * @param firstOrdinal the number of its first event within the stream, from 1
 * @param heldFrom from where on the log held the range, and retention had not given it up, when an
 *     attempt may first have put an object; from then on the settings are pinned, and the job is
 *     delivered from there on or expires whole. Empty before
 * @param requested whether someone asked for it by {@code run}; then it runs even while the
 *     configuration is disabled
 * @param attempt how many attempts there were; the fence
 * @param nextAttemptAt not before this time
 * @param failure of the last attempt
 */
public record ExportJob(
    JobId id,
    TenantId tenant,
    ConfigurationId configuration,
    StreamId stream,
    StreamKind kind,
    StoragePath prefix,
    long sequence,
    Instant scheduledAt,
    Range range,
    long receivedFrom,
    long receivedThrough,
    long firstOrdinal,
    PinnedSettings settings,
    JobStatus status,
    Optional<Position> heldFrom,
    boolean requested,
    int attempt,
    Instant nextAttemptAt,
    Optional<Failure> failure) {

  public ExportJob {
    requireNonNull(id, "id is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(configuration, "configuration is null");
    requireNonNull(stream, "stream is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(prefix, "prefix is null");
    requireNonNull(scheduledAt, "scheduledAt is null");
    requireNonNull(range, "range is null");
    requireNonNull(settings, "settings is null");
    requireNonNull(status, "status is null");
    requireNonNull(heldFrom, "heldFrom is null");
    requireNonNull(nextAttemptAt, "nextAttemptAt is null");
    requireNonNull(failure, "failure is null");
  }

  /** Whether an attempt may have put an object. */
  public boolean started() {
    return heldFrom.isPresent();
  }

  /** Whether its settings stay as they are: the others take them anew at every attempt. */
  boolean pinsSettings() {
    return started() || kind == StreamKind.BACKFILL;
  }

  /** What an attempt at it is to the workers. */
  WorkKind workKind() {
    if (kind == StreamKind.BACKFILL) {
      return WorkKind.EXTRA;
    }
    return failure.isPresent() ? WorkKind.RETRY : WorkKind.FRESH;
  }
}
