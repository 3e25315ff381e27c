package dev.waybill.log;

/** What becomes of a batch that holds an event whose id is taken by other content. */
public enum ConflictPolicy {
  /** That event alone is left out. */
  REJECT_EVENT,
  /** Nothing of the batch is taken. */
  REJECT_BATCH
}
