package dev.waybill.export;

import dev.waybill.fault.Failure;
import java.time.Instant;

/** How an attempt ended. */
public sealed interface AttemptOutcome {

  /** Everything is in the customer's storage and committed. */
  record Delivered(Delivery delivery) implements AttemptOutcome {}

  /** The job is blocked until its next attempt; or cancelled, if its stream was to end with it. */
  record Failed(Failure failure, Instant nextAttemptAt) implements AttemptOutcome {}

  /** The job was given back and may be claimed at once. */
  record GivenBack() implements AttemptOutcome {}

  /** Another attempt, or the deletion of the configuration, was ahead; it decides about the job. */
  record Overtaken() implements AttemptOutcome {}
}
