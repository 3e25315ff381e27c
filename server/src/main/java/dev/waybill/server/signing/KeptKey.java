package dev.waybill.server.signing;

import static java.util.Objects.requireNonNull;

import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.VerificationKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A key that signs, or once signed, manifests.
 *
 * @param predecessor the key that declared this one its successor; empty for the first
 * @param retiredAt when a successor took its place; empty for the one that signs now
 */
public record KeptKey(
    VerificationKey publicKey,
    Optional<KeyId> predecessor,
    Instant createdAt,
    Optional<Instant> retiredAt) {
  public KeptKey {
    requireNonNull(publicKey, "publicKey is null");
    requireNonNull(predecessor, "predecessor is null");
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(retiredAt, "retiredAt is null");
  }

  public KeyId id() {
    return publicKey.id();
  }
}
