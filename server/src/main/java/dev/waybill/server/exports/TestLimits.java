package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How much testing reads may cause.
 *
 * @param perTenant tests of one tenant at a time
 * @param overall tests at a time
 * @param between how long after its last start an integration is tested again
 * @param patience how long a read waits for all its tests together
 */
record TestLimits(int perTenant, int overall, Duration between, Duration patience) {
  static final TestLimits DEFAULT =
      new TestLimits(8, 64, Duration.ofSeconds(2), Duration.ofSeconds(5));

  TestLimits {
    requireNonNull(between, "between is null");
    requireNonNull(patience, "patience is null");
  }
}
