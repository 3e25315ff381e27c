package dev.waybill.server.backup;

/** What is being done for a backup, in this order. */
public enum BackupStep {
  COPYING_CONTROL_PLANE,
  COPYING_LOG,
  COPYING_KEY,
  /** Reading everything once for the checksums. */
  CHECKING,
  COMPLETING
}
