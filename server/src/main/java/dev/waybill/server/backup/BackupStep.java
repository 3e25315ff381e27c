package dev.waybill.server.backup;

/** What is being done for a backup, in this order. */
public enum BackupStep {
  COPYING_CONTROL_PLANE,
  /** Retention waits until this is done. */
  LINKING_LOG,
  COPYING_LOG,
  COPYING_KEY,
  /** Reading everything once for the checksums. */
  CHECKING,
  COMPLETING
}
