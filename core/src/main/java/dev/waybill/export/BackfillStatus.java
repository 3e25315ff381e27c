package dev.waybill.export;

/** Where a backfill stands. */
public enum BackfillStatus {
  /** Its jobs are planned and delivered, one after the other. */
  RUNNING,
  /** Everything in its range is delivered, suppressed or expired. */
  SUCCEEDED,
  /**
   * It was stopped, or its configuration was deleted. Asking for the same again goes on with it.
   */
  CANCELLED
}
