package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.manifest.Sha256;
import dev.waybill.manifest.SignedDocument;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a stream's manifests when an attempt at its unfinished job begins.
 *
 * @param key the key that signs for this job; empty until one was pinned
 * @param sealed the job's manifest, if it was sealed at the attempt's location: then every object
 *     that it lists is there
 * @param last the manifest of the job before; empty in the stream's first job, and in the first
 *     after jobs that were delivered without manifests
 * @param stays where the jobs that have manifests were delivered, ascending; each goes on up to the
 *     next, and the last one up to the job before. Empty if there is no such job
 * @param former the stream that this one continues after a restore
 */
public record ManifestState(
    Optional<KeyId> key,
    Optional<SignedDocument> sealed,
    Optional<Link> last,
    List<Stay> stays,
    Optional<Former> former) {
  /** That of a stream that begins. */
  public static final ManifestState NEW =
      new ManifestState(
          Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());

  public ManifestState {
    requireNonNull(key, "key is null");
    requireNonNull(sealed, "sealed is null");
    requireNonNull(last, "last is null");
    stays = List.copyOf(stays);
    requireNonNull(former, "former is null");
    if (last.isPresent() == stays.isEmpty()) {
      throw new IllegalArgumentException("a stay without a manifest, or the other way round");
    }
  }

  /** A manifest as the next one needs it. */
  public record Link(Sha256 sha256, KeyId key) {
    public Link {
      requireNonNull(sha256, "sha256 is null");
      requireNonNull(key, "key is null");
    }

    public static Link to(SignedDocument manifest) {
      return new Link(manifest.sha256(), manifest.key());
    }
  }

  /**
   * Jobs that were delivered at one location, one after the other.
   *
   * @param here whether that is the attempt's
   */
  public record Stay(long firstSequence, boolean here) {}

  /**
   * A stream that a restore ended.
   *
   * @param last its last manifest that the backup knew
   */
  public record Former(Optional<OriginRecord.Previous> last) {
    public Former {
      requireNonNull(last, "last is null");
    }
  }
}
