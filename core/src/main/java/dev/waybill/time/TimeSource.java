package dev.waybill.time;

import java.time.Instant;

/** The only source of time: the wall clock, and a clock that never steps. */
public interface TimeSource {
  /** The wall clock, UTC; it may step in either direction. */
  Instant now();

  /** Nanoseconds since an arbitrary origin; never decreases while the process lives. */
  long monotonicNanos();
}
