package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.storage.PutOutcome;
import java.time.Duration;

/**
 * Hears what the engine does, for metrics, logs and the status of integrations. Called on the
 * engine's threads, after the fact is stored; what it throws is a defect and stops nothing.
 */
public interface EngineListener {
  EngineListener NONE = new EngineListener() {};

  /** A job was planned. */
  default void planned(ExportJob job) {}

  /** An attempt has begun. */
  default void claimed(Attempt attempt) {}

  /**
   * An object was put, or not.
   *
   * @param took from the last of its content to the store's answer
   */
  default void put(Attempt attempt, PutOutcome outcome, Duration took) {}

  /** An attempt has delivered its job. */
  default void delivered(Attempt attempt, Delivery delivery) {}

  /** An attempt has failed; another follows by itself. */
  default void failed(Attempt attempt, Failure failure) {}

  /** An object of a delivered job was put again, or was there. */
  default void put(RedeliveryAttempt attempt, PutOutcome outcome, Duration took) {}

  /** All objects of a redelivery's jobs are in the storage. */
  default void redelivered(RedeliveryAttempt attempt) {}

  /** An attempt at a redelivery has failed, for now or for good. */
  default void failed(RedeliveryAttempt attempt, Failure failure) {}

  /**
   * Jobs that are due cannot be planned, since the log takes no writes; it is tried again all the
   * time. Told once, until {@link #logAvailable}.
   *
   * @param reason a sentence of the log's
   */
  default void logUnavailable(String reason) {}

  /** Jobs are planned again. */
  default void logAvailable() {}

  /**
   * Something happened that must not: a defect of ours, or a part of ours that is down.
   *
   * @param doing what, for a log
   */
  default void defect(String doing, Throwable cause) {}
}
