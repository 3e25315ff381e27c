package dev.waybill.simulation;

import dev.waybill.export.EngineSettings;
import dev.waybill.export.Interval;
import dev.waybill.retention.RetentionPolicy;
import java.time.Duration;
import java.util.List;

/**
 * What a history is like, apart from what happens in it.
 *
 * @param limits what the engines of all nodes have in common; each draws the rest
 * @param intervals that exports have
 * @param length until when customers act and things go wrong
 * @param acts how many things customers do in that time, besides sending events
 * @param batches how many batches of events are sent
 * @param largestBatch how many events a batch has at most
 * @param retentionEvery how often old events are removed
 * @param switching how likely another thread goes on after a step
 */
record Shape(
    int nodes,
    int tenants,
    int exports,
    EngineSettings limits,
    List<Interval> intervals,
    Duration length,
    int acts,
    int batches,
    int largestBatch,
    RetentionPolicy retention,
    Duration retentionEvery,
    LeaseBook.Clocks clocks,
    double switching) {
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

  static Shape any(Dice dice) {
    Interval interval =
        dice.pick(
            Interval.EVERY_5_MINUTES,
            Interval.EVERY_15_MINUTES,
            Interval.EVERY_HOUR,
            Interval.EVERY_6_HOURS,
            Interval.EVERY_24_HOURS);
    Duration length = interval.length().multipliedBy(dice.between(2, 8));
    Duration keep = dice.chance(0.4) ? length.dividedBy(dice.between(2, 8)) : Duration.ofDays(400);
    return new Shape(
        dice.between(1, 2),
        dice.between(1, 2),
        dice.between(1, 3),
        settings(dice),
        List.of(interval, dice.pick(interval, Interval.EVERY_15_MINUTES, Interval.EVERY_2_HOURS)),
        length,
        dice.pick(0, 3, 10),
        dice.between(2, 14),
        dice.pick(3, 12, 40),
        new RetentionPolicy(keep, keep.multipliedBy(dice.between(1, 3))),
        length.dividedBy(dice.between(4, 30)),
        dice.chance(0.6) ? LeaseBook.Clocks.AGREE : LeaseBook.Clocks.STEP,
        dice.pick(0.0, 0.05, 0.2, 0.6));
  }

  /**
   * So small that events lie in many parts, passes and jobs. Either one worker has little memory,
   * or two have enough for both: nobody waits for memory, since that wait is not simulated.
   */
  static EngineSettings settings(Dice dice) {
    int workers = dice.between(1, 2);
    return settings(dice, workers, workers == 1 ? dice.pick(12, 16, 32, 256) : 2048);
  }

  static EngineSettings settings(Dice dice, int workers, int bufferKibibytes) {
    return new EngineSettings(
        workers,
        dice.between(1, 2),
        dice.pick(700, 2_500, 10_000, 1_000_000),
        dice.pick(2, 6, 20, 1000),
        dice.pick(500, 1_200, 4_000, 100_000),
        dice.pick(1, 2, 5, 24),
        1024,
        bufferKibibytes * 1024L,
        LEASE,
        REQUEST_TIMEOUT);
  }
}
