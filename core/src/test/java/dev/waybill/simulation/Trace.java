package dev.waybill.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Everything that happened, as one number; and, if asked for, the last of it in words. */
final class Trace {
  private static final int KEPT = 400;

  private final Detail detail;
  private final Deque<String> last = new ArrayDeque<>();
  private long hash = 0xcbf29ce484222325L;
  private int steps;

  /** How much of a history is kept. */
  enum Detail {
    HASH,
    WORDS
  }

  Trace(Detail detail) {
    this.detail = detail;
  }

  void note(long nanos, String who, String what) {
    steps++;
    mix(nanos);
    mix(who.hashCode());
    mix(what.hashCode());
    if (detail == Detail.WORDS) {
      last.add(String.format(Locale.ROOT, "%12.3f s  %-14s %s", nanos / 1e9, who, what));
      if (last.size() > KEPT) {
        last.removeFirst();
      }
    }
  }

  private void mix(long value) {
    hash = (hash ^ value) * 0x9e3779b97f4a7c15L;
    hash ^= hash >>> 29;
  }

  /** Two histories with the same hash went the same way. */
  long hash() {
    return hash;
  }

  int steps() {
    return steps;
  }

  String words() {
    return String.join("\n", last);
  }
}
