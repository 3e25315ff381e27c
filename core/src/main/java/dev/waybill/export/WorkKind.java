package dev.waybill.export;

/** What a worker can be busy with; each kind is kept from taking all workers and all memory. */
public enum WorkKind {
  /** The next attempt at a regular job of which none has failed. These go first. */
  FRESH,
  /**
   * An attempt at a regular job that failed before, or whose attempt was lost: it may well stall
   * again, and may keep half of the workers busy at most.
   */
  RETRY,
  /** Backfills and redeliveries: half of the workers at most, and one of each tenant. */
  EXTRA
}
