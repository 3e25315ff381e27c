package dev.waybill.export;

/** What becomes of the exports of a storage integration that is deleted. */
public enum LinkedExportsAtDeletion {
  /** They are disabled and detached; they keep their positions, settings and history. */
  PAUSE,
  /** They are deleted, too. */
  DELETE
}
