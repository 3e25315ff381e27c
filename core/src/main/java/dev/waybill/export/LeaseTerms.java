package dev.waybill.export;

import dev.waybill.time.TimeSource;
import java.time.Instant;

/**
 * On what terms an attempt is claimed.
 *
 * @param deadline end of the lease by the monotonic clock
 * @param endedBefore a lease that ended before this time is over: no request of it is under way
 * @param until end of the lease by the wall clock, for the ledger
 */
record LeaseTerms(long deadline, Instant now, Instant endedBefore, Instant until) {

  /** Asks the monotonic clock first: no attempt takes its lease for longer than the ledger does. */
  static LeaseTerms from(TimeSource time, EngineSettings settings) {
    long deadline = time.monotonicNanos() + settings.lease().toNanos();
    Instant now = time.now();
    return new LeaseTerms(
        deadline, now, now.minus(settings.requestTimeout()), now.plus(settings.lease()));
  }
}
