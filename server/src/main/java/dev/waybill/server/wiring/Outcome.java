package dev.waybill.server.wiring;

/** What became of a command of the server. */
public enum Outcome {
  /** A server runs, until the process is told to stop. */
  RUNNING,
  /** All was done, and it is well. */
  DONE,
  /** The output says why. */
  FAILED,
  /** Nobody understands the arguments. */
  USAGE
}
