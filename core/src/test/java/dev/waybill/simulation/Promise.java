package dev.waybill.simulation;

/** What must hold in every history. */
enum Promise {
  /** Every accepted event that the export selects arrives. */
  NONE_MISSING,
  /** No event is in two objects of one export under one {@code events/}. */
  NONE_TWICE,
  /** Every event is in the folder of its hour and kind. */
  RIGHT_FOLDER,
  /** No object holds another tenant's event, or lies in another tenant's storage. */
  RIGHT_TENANT,
  /** A job's objects are those that follow from its range and its pinned settings. */
  EXPECTED_OBJECTS,
  /** Ranges, sequences, ordinals and times of receipt follow each other without gap or overlap. */
  NO_GAP,
  /**
   * Nothing received up to the time through which an export says it has delivered is undelivered.
   */
  RECEIVED_THROUGH,
  /** A name stands for one content for ever. */
  ONE_CONTENT_PER_NAME,
  /** When a job counts as delivered, or an object as finished, it is in the storage. */
  DELIVERED_BEFORE_CURSOR,
  /** When a job counts as delivered, its signed manifest is there, and continues the one before. */
  PROVEN,
  /**
   * Whoever has the first key can verify every place by itself: what is missing is what the
   * customer deleted, and all that was given up for expired is said.
   */
  VERIFIABLE,
  /** Events, suppressed and expired are counted exactly. */
  EXACT_COUNTS,
  /** No request is sent without a lease, and no two attempts hold one. */
  LEASE,
  /** Jobs of a stream are put one after the other. */
  ONE_JOB_AFTER_THE_OTHER,
  /** What a job is made with is pinned at its start, from the revision of that moment. */
  PINNED,
  /** Nothing is committed at a place where the export is not any more. */
  NEW_PLACE,
  /** An object of ours is not taken for a stranger's, nor a stranger's for ours. */
  STRANGERS,
  /** The engine meets nothing that it did not expect. */
  NO_DEFECT,
  /** Nothing is removed that is young, or that an export still has to deliver. */
  RETAINED,
  /**
   * A failed job waits, as long as it was asked to, and never so long that nobody understands it.
   */
  BACKOFF,
  /** What was repaired is delivered, by itself and in time. */
  PROGRESS,
  /**
   * The stream of a deleted export ends: with all that was received before the deletion, or with
   * the first attempt that fails after it; and is heard of no more.
   */
  ENDED,
  /** The same job alone in a quiet world makes the same objects. */
  QUIET_WORLD,
  /** What was delivered follows from the log for as long as that has the events. */
  DERIVABLE
}
