package dev.waybill.integration;

import static java.util.Objects.requireNonNull;

import dev.waybill.storage.Credentials.AccessKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which access keys an integration holds, without their secrets.
 *
 * @param previous the one before, until a test has proven the current one
 */
public record HeldKeys(HeldKey current, Optional<HeldKey> previous) {

  /** One of them. */
  public record HeldKey(String accessKeyId, Instant addedAt) {
    public HeldKey {
      requireNonNull(accessKeyId, "accessKeyId is null");
      requireNonNull(addedAt, "addedAt is null");
    }

    /** Whole days since it was given. */
    public long ageDays(Instant now) {
      return Math.max(0, Duration.between(addedAt, now).toDays());
    }
  }

  public HeldKeys {
    requireNonNull(current, "current is null");
    requireNonNull(previous, "previous is null");
  }

  /**
   * Those of an access key.
   *
   * @param since when a key was given of which that was not noted
   */
  public static HeldKeys of(AccessKey key, Instant since) {
    return new HeldKeys(held(key, since), key.previous().map(before -> held(before, since)));
  }

  private static HeldKey held(AccessKey key, Instant since) {
    return new HeldKey(key.accessKeyId(), key.addedAt().orElse(since));
  }
}
