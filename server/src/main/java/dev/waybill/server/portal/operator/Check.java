package dev.waybill.server.portal.operator;

/**
 * One thing that is well or not.
 *
 * @param fact what was found
 * @param advice what to do; an empty text if nothing is to be done
 */
record Check(String name, State state, String fact, String advice) {

  /** How it is, the worst first. */
  enum State {
    BROKEN("bad", "Broken"),
    ATTENTION("warn", "Needs attention"),
    GOOD("good", "Good");

    private final String tone;
    private final String word;

    State(String tone, String word) {
      this.tone = tone;
      this.word = word;
    }

    /** The kind of badge. */
    public String tone() {
      return tone;
    }

    public String word() {
      return word;
    }
  }

  static Check good(String name, String fact) {
    return new Check(name, State.GOOD, fact, "");
  }

  boolean isProblem() {
    return state != State.GOOD;
  }
}
