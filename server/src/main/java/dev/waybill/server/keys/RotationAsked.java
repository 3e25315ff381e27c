package dev.waybill.server.keys;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import java.time.Duration;
import java.util.Optional;

/**
 * How a key is to be replaced.
 *
 * @param overlap for how long the key before goes on, such as {@code 24h}; absent, a day
 * @param expiry of the successor; with neither a time nor a while it lives as long as the key
 *     before was made for
 */
public record RotationAsked(Optional<String> overlap, ExpiryAsked expiry) {
  private static final Duration DEFAULT = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(90);

  public RotationAsked {
    requireNonNull(overlap, "overlap is null");
    requireNonNull(expiry, "expiry is null");
  }

  /**
   * @throws InvalidInput if it is no length of time, or too long
   */
  Duration length() {
    Duration length = overlap.map(text -> LengthOfTime.parse("overlap", text)).orElse(DEFAULT);
    if (length.compareTo(LONGEST) > 0) {
      throw new InvalidInput("overlap", "overlap is at most 90d: make a second key instead.");
    }
    return length;
  }
}
