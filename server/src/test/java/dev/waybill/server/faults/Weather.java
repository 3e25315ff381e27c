package dev.waybill.server.faults;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Which troubles come, and how often.
 *
 * @param share of the requests that have one, from 0 to 1
 */
record Weather(double share, List<Trouble> troubles) {
  static final Weather CALM = new Weather(0, List.of());

  private static final List<Trouble> ALL =
      Arrays.stream(Trouble.values()).filter(trouble -> trouble != Trouble.NONE).toList();
  private static final List<Double> SHARES = List.of(0.0, 0.05, 0.2, 0.5, 0.9);

  Weather {
    troubles = List.copyOf(troubles);
  }

  /** All troubles, a few of them, or one alone. */
  static Weather draw(RandomGenerator random) {
    double share = SHARES.get(random.nextInt(SHARES.size()));
    return switch (random.nextInt(3)) {
      case 0 -> new Weather(share, ALL);
      case 1 -> new Weather(share, List.of(one(random), one(random), one(random)));
      default -> new Weather(share, List.of(one(random)));
    };
  }

  Trouble next(RandomGenerator random) {
    return random.nextDouble() < share
        ? troubles.get(random.nextInt(troubles.size()))
        : Trouble.NONE;
  }

  private static Trouble one(RandomGenerator random) {
    return ALL.get(random.nextInt(ALL.size()));
  }
}
