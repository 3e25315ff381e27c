package dev.waybill.simulation;

import dev.waybill.export.Attempt;
import dev.waybill.export.Leftovers;
import dev.waybill.export.RedeliveryAttempt;
import dev.waybill.export.StreamId;

/**
 * What a thread puts objects for.
 *
 * @param lease under which it does
 * @param sequence of the job, or of the last one
 * @param leftovers whether a name that is taken may be its own
 */
record Work(LeaseBook.Holder lease, StreamId stream, long sequence, Leftovers leftovers) {

  static Work of(Attempt attempt) {
    return new Work(
        LeaseBook.Holder.of(attempt),
        attempt.job().stream(),
        attempt.job().sequence(),
        attempt.leftovers());
  }

  static Work of(RedeliveryAttempt attempt) {
    return new Work(
        LeaseBook.Holder.of(attempt),
        attempt.redelivery().stream(),
        attempt.redelivery().toSequence(),
        Leftovers.POSSIBLE);
  }
}
