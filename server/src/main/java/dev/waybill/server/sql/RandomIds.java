package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Supplier;

/** Random UUIDs, version 4. Safe for use by many threads. */
final class RandomIds implements Supplier<UUID> {
  private final SecureRandom random;

  RandomIds(SecureRandom random) {
    this.random = requireNonNull(random, "random is null");
  }

  @Override
  public UUID get() {
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
