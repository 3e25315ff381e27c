package dev.waybill.export;

import dev.waybill.fault.Failure;
import java.time.Instant;

/** How an attempt at a redelivery ended. */
public sealed interface RedeliveryOutcome {

  /** Every object of every job is in the customer's storage. */
  record Redelivered() implements RedeliveryOutcome {}

  /** The redelivery is blocked until its next attempt. */
  record Blocked(Failure failure, Instant nextAttemptAt) implements RedeliveryOutcome {}

  /** It cannot come to its end. */
  record Failed(Failure failure) implements RedeliveryOutcome {}

  /** It was given back and may be claimed at once. */
  record GivenBack() implements RedeliveryOutcome {}

  /** Another attempt, its cancellation or the deletion of the configuration was ahead. */
  record Overtaken() implements RedeliveryOutcome {}
}
