package dev.waybill.export;

/** What becomes of the exports of a storage integration whose destination changes. */
public enum LinkedExports {
  /** They are disabled, and keep their positions. */
  PAUSE,
  /** They go on at the new destination. */
  UPDATE
}
