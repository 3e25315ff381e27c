package dev.waybill.storage;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What was found out about a store of S3's kind, by putting objects there.
 *
 * @param checksum the one that the store knows, if it refused what is usual for its endpoint
 * @param ignoresEncryption whether it took an object without encrypting it as it was asked to
 */
public record S3Abilities(
    ConditionalPuts conditionalPuts, Optional<S3Checksum> checksum, boolean ignoresEncryption) {
  /** Nothing was found out. */
  public static final S3Abilities UNKNOWN =
      new S3Abilities(ConditionalPuts.UNKNOWN, Optional.empty());

  public S3Abilities {
    requireNonNull(conditionalPuts, "conditionalPuts is null");
    requireNonNull(checksum, "checksum is null");
  }

  /** Those of a store that encrypts as it is asked to, as far as that is known. */
  public S3Abilities(ConditionalPuts conditionalPuts, Optional<S3Checksum> checksum) {
    this(conditionalPuts, checksum, false);
  }

  /** What becomes of a put whose condition is that the name is free. */
  public enum ConditionalPuts {
    /** Not found out yet. */
    UNKNOWN,
    /** A name that is taken refuses the put. */
    HONOURED,
    /** The condition is not looked at: what lies under the name is replaced. */
    IGNORED,
    /** The put is refused because of its condition; without one, it replaces what lies there. */
    REFUSED
  }

  /** Whether puts to that store carry the condition. */
  public boolean allowCondition() {
    return conditionalPuts != ConditionalPuts.REFUSED;
  }

  /** Whether a put finds out that its name is taken; empty while that is not known. */
  Optional<Boolean> findTakenNames() {
    return switch (conditionalPuts) {
      case UNKNOWN -> Optional.empty();
      case HONOURED -> Optional.of(true);
      case IGNORED, REFUSED -> Optional.of(false);
    };
  }

  public S3Abilities with(ConditionalPuts found) {
    return new S3Abilities(found, checksum, ignoresEncryption);
  }

  public S3Abilities with(S3Checksum known) {
    return new S3Abilities(conditionalPuts, Optional.of(known), ignoresEncryption);
  }

  public S3Abilities ignoringEncryption(boolean ignores) {
    return new S3Abilities(conditionalPuts, checksum, ignores);
  }
}
