package dev.waybill.simulation;

/** The process ends: nothing catches it, nothing is cleaned up that a kill would not. */
final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  Crash() {
    super("crash", null, false, false);
  }
}
