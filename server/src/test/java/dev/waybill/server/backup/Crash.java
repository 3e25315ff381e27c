package dev.waybill.server.backup;

/** The end of the process: nothing is cleaned up after it. */
public final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  public Crash(Enum<?> step) {
    super("crashed before " + step);
  }
}
