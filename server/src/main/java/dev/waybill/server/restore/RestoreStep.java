package dev.waybill.server.restore;

/** What is done for a restore, in this order. */
enum RestoreStep {
  COPYING_FILES,
  COPYING_KEY,
  BEGINNING_IN_CONTROL_PLANE,
  BEGINNING_IN_LOG,
  COMPLETING
}
