package dev.waybill.server.rocksdb;

import dev.waybill.log.DeletionTime;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives times of receipt, in milliseconds since the epoch; they never decrease, and after a barrier
 * they are strictly later. Safe for use by many threads.
 */
final class ReceiptClock {
  private static final Logger LOGGER = LoggerFactory.getLogger(ReceiptClock.class);

  /** By how much the wall clock may step against the monotonic clock and still be followed. */
  static final Duration LARGEST_STEP = Duration.ofHours(1);

  /** How far before the last stored time the wall clock may be at start; stamps hold still then. */
  static final Duration LARGEST_LAG = Duration.ofMinutes(1);

  /** How far after the last stored time the wall clock may be at start. */
  static final Duration LONGEST_REST = Duration.ofDays(30);

  /** How far after the last trusted time the wall clock may be at start for deletion to go on. */
  static final Duration LONGEST_TRUST = Duration.ofDays(1);

  private final TimeSource time;
  private long floor;
  private long trusted;
  private Instant anchor;
  private long anchorNanos;

  /** What is thought of the wall clock while it does not step. */
  private ClockState unstepped = new ClockState.Trusted();

  private ClockState state;

  /**
   * @param lastStored what {@link #toStore} told last; empty for a new log
   */
  ReceiptClock(TimeSource time, Optional<StoredTime> lastStored) {
    this.time = time;
    anchor = time.now();
    anchorNanos = time.monotonicNanos();
    trusted = anchor.toEpochMilli();
    lastStored.ifPresent(this::checkAgainst);
    state = unstepped;
  }

  private void checkAgainst(StoredTime stored) {
    floor = stored.floor();
    trusted = stored.trusted();
    Instant lastStored = Instant.ofEpochMilli(floor);
    Instant lastTrusted = Instant.ofEpochMilli(trusted);
    if (anchor.isAfter(lastTrusted.plus(LONGEST_TRUST))) {
      unstepped = new ClockState.Ahead(lastTrusted, anchor);
      LOGGER.warn(
          "The clock says {}, over a day after it was trusted last, at {}. No event is deleted for"
              + " its age until the clock is confirmed.",
          anchor,
          lastTrusted);
    }
    if (anchor.isBefore(lastStored.minus(LARGEST_LAG))
        || anchor.isAfter(lastStored.plus(LONGEST_REST))) {
      unstepped = new ClockState.Unconfirmed(lastStored, anchor);
      LOGGER.error(
          "The clock says {}, but the last event was received at {}. No event is taken and nothing"
              + " is removed until the clock is right and the server started again, or the clock"
              + " is confirmed.",
          anchor,
          lastStored);
    }
  }

  synchronized long stamp() {
    floor = Math.max(floor, current().toEpochMilli());
    return floor;
  }

  /** What is stamped from now on is later than what was stamped before. */
  synchronized void passBarrier() {
    floor++;
  }

  /** To be stored with what was stamped. */
  synchronized StoredTime toStore() {
    Instant now = current();
    if (state instanceof ClockState.Trusted) {
      trusted = now.toEpochMilli();
    }
    return new StoredTime(floor, trusted);
  }

  synchronized Optional<Instant> lastStamp() {
    return floor == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(floor));
  }

  synchronized DeletionTime deletionTime() {
    Instant now = current();
    return state.deletionTime(now);
  }

  synchronized ClockState state() {
    current();
    return state;
  }

  /** The operator says that the wall clock is right. */
  synchronized void confirm() {
    follow(time.now(), time.monotonicNanos());
    LOGGER.info("The clock is confirmed: {}.", anchor);
    unstepped = new ClockState.Trusted();
    state = unstepped;
  }

  /** The wall clock, or what it would be without its step. */
  private Instant current() {
    Instant wall = time.now();
    long nanos = time.monotonicNanos();
    Instant expected = anchor.plusNanos(nanos - anchorNanos);
    boolean stepped = Duration.between(expected, wall).abs().compareTo(LARGEST_STEP) > 0;
    if (!stepped) {
      follow(wall, nanos);
    }
    if (state instanceof ClockState.Unconfirmed) {
      return expected;
    }
    if (stepped) {
      report(expected, wall);
      return expected;
    }
    if (state instanceof ClockState.Stepped) {
      LOGGER.info("The clock is back within an hour of the monotonic clock: {}.", wall);
      state = unstepped;
    }
    return wall;
  }

  private void report(Instant expected, Instant wall) {
    if (!(state instanceof ClockState.Stepped)) {
      LOGGER.error(
          "The clock stepped from {} to {}. Events go on being stamped as if it had not, and none is"
              + " deleted for its age, until the step is undone, the clock is confirmed, or the"
              + " server is started again.",
          expected,
          wall);
    }
    state = new ClockState.Stepped(expected, wall);
  }

  private void follow(Instant wall, long nanos) {
    anchor = wall;
    anchorNanos = nanos;
  }
}
