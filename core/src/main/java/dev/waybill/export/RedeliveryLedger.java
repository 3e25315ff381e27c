package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The redeliveries of the control plane as the export engine sees them. Every method is one
 * transaction, durable when it returns; a crash in the middle of one leaves nothing of it. Safe for
 * use by many threads and several engines.
 *
 * <p>The rules are those of {@link ExportLedger}: the attempt number is the fence, and a method
 * that returns {@code false} changed nothing, because another attempt, a cancellation, a change of
 * the location or the deletion of the configuration was ahead.
 */
public interface RedeliveryLedger {

  /**
   * Redeliveries on which an attempt may start: at their time, or with a lease that ended before
   * {@code leaseEndedBefore}; times beyond {@link ExportLedger#FARTHEST_AHEAD} are taken for past.
   * Longest waiting first.
   *
   * @param except tenants whose redeliveries are left out
   */
  List<WaitingWork> runnable(
      Instant now, Instant leaseEndedBefore, Set<TenantId> except, int limit);

  /** Starts the next attempt of a runnable one: takes the next attempt number and the lease. */
  Optional<RedeliveryAttempt> claim(
      RedeliveryId id, Instant now, Instant leaseEndedBefore, Instant leaseUntil);

  /** Prolongs the lease, if the configuration's location is still the redelivery's. */
  boolean renew(RedeliveryAttempt attempt, Instant leaseUntil);

  /** A job of the redelivery's stream; empty if it is not in the history any more. */
  Optional<DeliveredJob> job(RedeliveryAttempt attempt, long sequence);

  /**
   * Every object of a job is in the storage: the next one follows, or the redelivery has succeeded
   * with its last. Only if the configuration's location is still the redelivery's, and the job is
   * the one at which it stands.
   *
   * @param put objects of this job that were missing
   * @param present objects of this job that were there
   */
  boolean advance(RedeliveryAttempt attempt, long sequence, long put, long present, Instant now);

  /** Ends the attempt; the redelivery is blocked until {@code nextAttemptAt}. */
  boolean block(RedeliveryAttempt attempt, Failure failure, Instant nextAttemptAt);

  /** Ends the redelivery: no further attempt could help. */
  boolean fail(RedeliveryAttempt attempt, Failure failure, Instant now);

  /**
   * Gives it back as if it had not been claimed: it may be claimed at once. The attempt number
   * stays taken.
   */
  boolean release(RedeliveryAttempt attempt, Instant now);

  /** Ends every lease, as {@link ExportLedger#endLeases} does. */
  void endLeases(Instant now);
}
