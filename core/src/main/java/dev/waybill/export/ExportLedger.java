package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.log.Position;
import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.SignedDocument;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The control plane as the export engine sees it. Every method is one transaction, durable when it
 * returns; a crash in the middle of one leaves nothing of it. Safe for use by many threads and
 * several engines.
 *
 * <p>A method that returns {@code false} changed nothing: the caller's view is out of date, because
 * another attempt holds the fence, or the configuration was changed or deleted. The caller stops
 * and leaves the job to whoever is ahead.
 *
 * <p>A configuration is <em>detached</em> while the storage integration that it names is deleted,
 * unless it ends. Nothing is planned, claimed, started or committed for it, nor for its backfills
 * and redeliveries; what is unfinished waits until it names another integration.
 */
public interface ExportLedger {
  /**
   * No attempt is put off further, and no lease lasts longer: a time that lies further ahead was
   * written while the clock was ahead, and means nothing.
   */
  Duration FARTHEST_AHEAD = Duration.ofHours(1);

  /**
   * Enabled configurations, without an unfinished regular job, whose next due time has come, or
   * whose last planned tick lies in the future (the clock was ahead once), and those that end:
   * longest overdue first.
   *
   * <p>A configuration <em>ends</em> from its deletion until its regular stream has delivered what
   * was received before, or an attempt at that has failed. Of an unfinished job that it had, and of
   * those that are planned by {@link #planEnding}, one attempt is made each, at once, enabled or
   * not; one that was lost or given back does not count. Then, in the transaction that brings the
   * end, its secrets go if nothing else uses them.
   */
  List<ConfigurationId> due(Instant now, int limit);

  /**
   * A configuration that exists or ends, with its stream and its unfinished regular job; none that
   * is detached.
   */
  Optional<Plannable> plannable(ConfigurationId configuration);

  /**
   * Stores a new job, if its configuration exists at the revision that the settings were taken
   * from, the stream has no unfinished job and stands at the job's sequence, range start, time of
   * receipt and ordinal.
   *
   * @param lastTick becomes the stream's last planned tick
   * @param nextDue when the configuration is due again; in the past while it is behind, so that it
   *     is due as soon as this job has succeeded
   */
  boolean plan(ExportJob job, Instant lastTick, Instant nextDue);

  /**
   * Stores the next job of a configuration that ends, under the conditions of {@link #plan}.
   *
   * @param end where the log stands: the stream ends with the commit of the job that comes as far
   *     as the first such place did, so that it has an end though events keep arriving
   */
  boolean planEnding(ExportJob job, Position end);

  /** Running backfills without an unfinished job, oldest first; none of detached configurations. */
  List<StreamId> backfillsToPlan(int limit);

  /** A running backfill without an unfinished job; none of a detached configuration. */
  Optional<PlannableBackfill> plannableBackfill(StreamId backfill);

  /**
   * Stores the next job of a backfill, if that is running, has no unfinished job, and its stream
   * stands at the job's sequence, range start, time of receipt and ordinal. The job that ends where
   * the backfill's range does is its last: the backfill succeeds with that job's commit.
   */
  boolean planBackfill(ExportJob job);

  /**
   * Jobs on which an attempt may start: planned or blocked and at their time, or running; whose
   * latest lease, if there is one, ended before {@code leaseEndedBefore}, which a job that was
   * cancelled and reopened may have, too. Times beyond {@link #FARTHEST_AHEAD} are taken for past.
   * Only those of enabled configurations, or requested (which those of backfills always are), and
   * none of detached ones. Longest waiting first. Disabling a configuration takes back an earlier
   * request.
   *
   * @param kind {@link WorkKind#FRESH}: regular jobs that are planned; {@link WorkKind#RETRY}:
   *     those that are blocked, or whose lease has ended; {@link WorkKind#EXTRA}: those of
   *     backfills
   * @param except tenants whose jobs are left out
   */
  List<WaitingWork> runnable(
      WorkKind kind, Instant now, Instant leaseEndedBefore, Set<TenantId> except, int limit);

  /**
   * Starts the next attempt of a runnable job: takes the next attempt number and the lease, and
   * opens its task. The task of an attempt whose lease has ended is closed.
   *
   * <p>The attempt's finished objects are those recorded at the location that the configuration has
   * now. Its leftovers are {@link Leftovers#STRANGE} if {@link #noteOtherBytes} was called for one
   * at this location, or one was ended so; else {@link Leftovers#POSSIBLE} if an earlier attempt at
   * this location was started and has not been ended with {@link Leftovers#NONE}. Its mark is the
   * tenant's of this moment.
   */
  Optional<Attempt> claim(JobId job, Instant now, Instant leaseEndedBefore, Instant leaseUntil);

  /** Prolongs the lease, if the configuration's location is still the attempt's. */
  boolean renew(Attempt attempt, Instant leaseUntil);

  /**
   * Commits, before the attempt's first put, that objects may exist from now on at its location,
   * and pins the settings, the key that signs for the job, and from where on the log holds the
   * range. Of a job started before all are unchanged, whatever is passed, but that a job without a
   * key gets one; of a backfill the settings are. Of others the settings must be of the
   * configuration's present revision, else nothing changes and the answer is {@code false}; so it
   * is if retention has given up, since the claim, what lies from {@code heldFrom} on in the job's
   * range: what is about to be removed must not be started on.
   */
  boolean start(Attempt attempt, PinnedSettings settings, KeyId key, Position heldFrom);

  /**
   * Records an object as finished at the attempt's location, so that no later attempt puts it again
   * there; if the configuration's location is still the attempt's. Recording it again is no change.
   */
  boolean recordObject(Attempt attempt, DeliveredObject object);

  /**
   * Notes for good that the attempt left {@link Leftovers#STRANGE} at its location, whoever holds
   * the fence: what a store said to an attempt that was overtaken holds for its successor, too. The
   * end of the attempt takes nothing of it back.
   */
  void noteOtherBytes(Attempt attempt);

  /**
   * Whether an attempt of the same job has left {@link Leftovers#STRANGE} at this one's location;
   * one that was overtaken may have noted it after this one was claimed.
   */
  boolean hasOtherBytes(Attempt attempt);

  /**
   * Stores the origin record with which the stream's stay at the attempt's location begins at this
   * job, unless one is stored already, and answers the stored one; if the configuration's location
   * is still the attempt's, else empty. Whoever puts it puts that.
   */
  Optional<SignedDocument> sealOrigin(Attempt attempt, SignedDocument origin);

  /**
   * Stores the job's manifest for the attempt's location, unless one is stored already, and answers
   * the stored one; if the configuration's location is still the attempt's, else empty. Whoever
   * puts it puts that. To be called when all objects that it lists are there.
   */
  Optional<SignedDocument> seal(Attempt attempt, SignedDocument manifest);

  /**
   * The commit point: the job has succeeded, its task too, and the stream's cursor, time of
   * receipt, sequence and ordinal advance past it, if the attempt holds the fence and the
   * configuration's location is still the attempt's. The manifest that is sealed there becomes the
   * stream's last. If the configuration ends, it may have ended with that.
   */
  boolean commit(Attempt attempt, Delivery delivery, Instant now);

  /**
   * Ends the attempt; the job is blocked until {@code nextAttemptAt}. If its configuration ends and
   * its stream is the regular one, the job is cancelled instead, and the stream has ended.
   *
   * <p>Of a job that was cancelled meanwhile only the lease ends, and the answer is {@code false}.
   *
   * @param leftovers of this attempt alone; {@link Leftovers#STRANGE} stays
   */
  boolean fail(
      Attempt attempt, Failure failure, Leftovers leftovers, Instant now, Instant nextAttemptAt);

  /**
   * Gives a claimed job back as if it had not been claimed, because the service stops or the
   * attempt was overtaken by an edit: it may be claimed at once. The attempt number stays taken,
   * its task is closed as cancelled.
   *
   * <p>Of a job that was cancelled meanwhile only the lease ends, and the answer is {@code false}.
   *
   * @param leftovers of this attempt alone; {@link Leftovers#STRANGE} stays
   */
  boolean release(Attempt attempt, Leftovers leftovers, Instant now);

  /**
   * Marks a job as asked for, and lets its next attempt start now; {@code false} if the job is
   * finished, or its configuration detached.
   */
  boolean request(JobId job, Instant now);

  /**
   * Ends every lease: called once at the start by whoever holds the data directory's lock, since
   * then no other process can be at work. The jobs may be claimed at once.
   */
  void endLeases(Instant now);
}
