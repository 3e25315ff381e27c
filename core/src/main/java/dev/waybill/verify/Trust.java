package dev.waybill.verify;

import static java.util.Objects.requireNonNull;

import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.VerificationKey;
import java.util.List;
import java.util.UUID;

/**
 * Whom a user believes.
 *
 * @param keys got from the service by another way than the bucket
 */
public record Trust(List<VerificationKey> keys, BucketKeys bucketKeys, List<Revocation> revoked) {

  /** What the keys are that lie at the place. */
  public enum BucketKeys {
    /** Trusted only if trusted keys say that they are their successors. */
    AS_SUCCESSORS,
    /** Trusted all: then the proof is only as good as the bucket. */
    TRUSTED
  }

  /**
   * A key that is not to be believed any more.
   *
   * @param fromJob what it signed for this job of the stream and later ones is refused, and all
   *     that it signed in streams for which there is no revocation of it
   */
  public record Revocation(KeyId key, UUID stream, long fromJob) {
    public Revocation {
      requireNonNull(key, "key is null");
      requireNonNull(stream, "stream is null");
      if (fromJob < 1) {
        throw new IllegalArgumentException("jobs are numbered from 1");
      }
    }
  }

  public Trust {
    keys = List.copyOf(keys);
    requireNonNull(bucketKeys, "bucketKeys is null");
    revoked = List.copyOf(revoked);
  }

  /** Trusts these keys and their successors. */
  public static Trust in(List<VerificationKey> keys) {
    return new Trust(keys, BucketKeys.AS_SUCCESSORS, List.of());
  }
}
