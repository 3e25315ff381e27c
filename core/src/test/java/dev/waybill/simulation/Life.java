package dev.waybill.simulation;

/** The time from a process's start to its end, in which all its threads live. */
final class Life {
  private final String name;
  private boolean over;

  Life(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** From now on none of its threads gets past its next step. */
  void end() {
    over = true;
  }

  boolean isOver() {
    return over;
  }
}
