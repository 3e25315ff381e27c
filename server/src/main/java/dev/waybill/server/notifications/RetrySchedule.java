package dev.waybill.server.notifications;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When what could not be sent is sent again.
 *
 * @param pauses after the first, second, ... failed attempt; the last holds for all that follow
 * @param giveUpAfter counted from when it was recorded; an attempt that fails later is the last
 */
public record RetrySchedule(List<Duration> pauses, Duration giveUpAfter) {
  /** So much longer a pause may be, so that not all receivers are asked at the same moment. */
  private static final double JITTER = 0.1;

  private static final Duration THREE_DAYS = Duration.ofDays(3);

  /** Mail servers are asked often at first: most are back soon. */
  public static final RetrySchedule MAIL =
      new RetrySchedule(
          List.of(
              Duration.ofSeconds(30),
              Duration.ofMinutes(1),
              Duration.ofMinutes(2),
              Duration.ofMinutes(5),
              Duration.ofMinutes(10),
              Duration.ofMinutes(30)),
          THREE_DAYS);

  /** As Standard Webhooks recommends it. */
  public static final RetrySchedule WEBHOOK =
      new RetrySchedule(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30),
              Duration.ofHours(2),
              Duration.ofHours(5),
              Duration.ofHours(10)),
          THREE_DAYS);

  public RetrySchedule {
    pauses = List.copyOf(pauses);
  }

  /**
   * When to try again; empty if it is given up.
   *
   * @param failed attempts, with the one that failed just now
   */
  Optional<Instant> next(int failed, Instant recorded, Instant now, RandomGenerator random) {
    if (!now.isBefore(recorded.plus(giveUpAfter))) {
      return Optional.empty();
    }
    Duration pause = pauses.get(Math.min(failed, pauses.size()) - 1);
    long jitter = (long) (pause.toMillis() * JITTER * random.nextDouble());
    return Optional.of(now.plus(pause).plusMillis(jitter));
  }
}
