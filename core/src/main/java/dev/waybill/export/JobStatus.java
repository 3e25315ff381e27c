package dev.waybill.export;

/** Where a job stands. */
public enum JobStatus {
  /** Its range is fixed; no attempt is under way. */
  PLANNED,
  /** An attempt holds the lease. */
  RUNNING,
  /** The last attempt failed; another follows. */
  BLOCKED,
  /** Delivered. */
  SUCCEEDED,
  /** Its configuration was deleted, and its last attempt failed; or its backfill was stopped. */
  CANCELLED
}
