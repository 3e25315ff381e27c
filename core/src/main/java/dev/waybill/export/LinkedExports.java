package dev.waybill.export;

/**
 * What becomes of the exports of a storage integration whose destination changes. If it stays the
 * same place, and only credentials, options or the way there change, they go on either way.
 */
public enum LinkedExports {
  /** If it leads to another place, they are disabled; they keep their positions. */
  PAUSE,
  /** They go on at the new destination. */
  UPDATE
}
