package dev.waybill.export;

/** What a stream's jobs deliver. */
public enum StreamKind {
  /** What is received, window after window, for as long as the configuration exists. */
  REGULAR,
  /** A range of the past that was asked for. */
  BACKFILL,
  /**
   * A regular stream that was replaced by a restore: it keeps its history and gets no more jobs.
   */
  FORMER
}
