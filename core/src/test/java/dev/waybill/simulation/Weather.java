package dev.waybill.simulation;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How often what goes wrong. */
final class Weather {
  private static final Failure DENIED = failure(Fault.CUSTOMER, "ACCESS_DENIED");

  private final Dice dice;
  private final VirtualTime time;
  private final Map<String, Outage> outages = new HashMap<>();

  double crash;
  double pause;
  double ledger;
  double log;
  double put;
  double stranger;
  private long ledgerDownUntil;
  private long logDownUntil;

  /** What becomes of a put. */
  enum Fate {
    HONEST,
    /** Nothing is stored, and the answer says so. */
    REFUSED,
    /** All is stored, but the answer is lost. */
    ANSWER_LOST,
    /** Nothing is stored, and the answer is lost. */
    REQUEST_LOST,
    /** The answer is a failure; the object appears later. */
    STORED_LATE,
    /** The answer comes late. */
    STALLED,
    /** The whole process stands still in the middle of it, beyond its lease. */
    FROZEN
  }

  private record Outage(long until, Failure failure) {}

  /** Whether things go wrong by themselves. */
  enum Kind {
    FINE,
    /** Each kind of trouble is absent, rare or frequent. */
    ANY
  }

  Weather(Kind kind, Dice dice, VirtualTime time) {
    this.dice = dice;
    this.time = time;
    if (kind == Kind.ANY) {
      crash = dice.pick(0, 0, 1, 3) / 1000.0;
      pause = dice.pick(0, 1, 4, 10) / 1000.0;
      ledger = dice.pick(0, 0, 1, 20) / 1000.0;
      log = dice.pick(0, 0, 1, 20) / 1000.0;
      put = dice.pick(0, 20, 100, 300) / 1000.0;
      stranger = dice.pick(0, 0, 0, 5) / 1000.0;
    }
  }

  /** From now on all is well. */
  void clear() {
    crash = 0;
    pause = 0;
    ledger = 0;
    log = 0;
    put = 0;
    stranger = 0;
    ledgerDownUntil = 0;
    logDownUntil = 0;
    outages.clear();
  }

  void ledgerDownFor(Duration duration) {
    ledgerDownUntil = time.nanos() + duration.toNanos();
  }

  void logDownFor(Duration duration) {
    logDownUntil = time.nanos() + duration.toNanos();
  }

  /** Every put there is refused. */
  void placeDownFor(Duration duration, String place) {
    placeDownFor(duration, place, DENIED);
  }

  void placeDownFor(Duration duration, String place, Failure why) {
    outages.put(place, new Outage(time.nanos() + duration.toNanos(), why));
  }

  boolean ledgerFails() {
    return time.nanos() < ledgerDownUntil || dice.chance(ledger);
  }

  boolean logFails() {
    return logIsDown() || dice.chance(log);
  }

  boolean logIsDown() {
    return time.nanos() < logDownUntil;
  }

  /** Why requests to that place are refused now, if they are. */
  Optional<Failure> outage(String place) {
    Outage outage = outages.get(place);
    return outage == null || time.nanos() >= outage.until()
        ? Optional.empty()
        : Optional.of(outage.failure());
  }

  Fate fateOfPut() {
    if (!dice.chance(put)) {
      return Fate.HONEST;
    }
    return dice.pick(
        Fate.REFUSED,
        Fate.REFUSED,
        Fate.ANSWER_LOST,
        Fate.REQUEST_LOST,
        Fate.STORED_LATE,
        Fate.STALLED,
        Fate.FROZEN);
  }

  /** Whether something smaller than a put, such as opening a store, is refused. */
  boolean hiccup() {
    return dice.chance(put / 10);
  }

  boolean strangerComes() {
    return dice.chance(stranger);
  }

  Failure anyFailure() {
    Failure failure =
        failure(dice.pick(Fault.values()), dice.pick("ACCESS_DENIED", "SLOW_DOWN", "NO_BUCKET"));
    return dice.chance(0.7)
        ? failure
        : new Failure(
            failure.fault(),
            failure.stage(),
            failure.code(),
            failure.message(),
            failure.advice(),
            Optional.of(dice.between(Duration.ofSeconds(1), Duration.ofHours(2))));
  }

  static Failure failure(Fault fault, String code) {
    return new Failure(fault, Stage.PUT, code, "The bucket refused.", "Repair the bucket.");
  }
}
