package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.manifest.Decoded;
import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.SignedDocument;
import java.util.List;
import java.util.Optional;

/**
 * A job that has succeeded, with all that the control plane keeps of what it delivered.
 *
 * @param key that was to sign for it
 * @param manifest as it is stored, whether it can be read or not
 * @param delivery what the history says was delivered
 * @param objects what was recorded when each was put where the job was delivered, by ascending key
 */
public record SealedJob(
    ExportJob job,
    Optional<KeyId> key,
    Decoded<SignedDocument> manifest,
    Before before,
    Delivery delivery,
    List<DeliveredObject> objects) {

  public SealedJob {
    requireNonNull(job, "job is null");
    requireNonNull(key, "key is null");
    requireNonNull(manifest, "manifest is null");
    requireNonNull(before, "before is null");
    requireNonNull(delivery, "delivery is null");
    objects = List.copyOf(objects);
  }

  /** The manifest of the job before. */
  public sealed interface Before {

    /** There is none: the stream's manifests begin with this job. */
    record None() implements Before {}

    record Known(SignedDocument manifest) implements Before {
      public Known {
        requireNonNull(manifest, "manifest is null");
      }
    }

    /** It is not in the history any more, or cannot be read. */
    record Unknown() implements Before {}
  }
}
