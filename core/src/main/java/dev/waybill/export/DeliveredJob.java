package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.manifest.SignedDocument;
import dev.waybill.storage.ObjectKey;
import java.util.List;
import java.util.Optional;

/**
 * A job that has succeeded.
 *
 * @param objects the keys of all that it delivered, ascending
 * @param documents empty if it was delivered before there were manifests
 */
public record DeliveredJob(ExportJob job, List<ObjectKey> objects, Optional<Documents> documents) {
  public DeliveredJob {
    requireNonNull(job, "job is null");
    objects = List.copyOf(objects);
    requireNonNull(documents, "documents is null");
  }

  /**
   * What was put besides the objects.
   *
   * @param origin the record with which the stream's stay at the job's location begins
   */
  public record Documents(SignedDocument manifest, Origin origin) {
    public Documents {
      requireNonNull(manifest, "manifest is null");
      requireNonNull(origin, "origin is null");
    }
  }

  /** An origin record. */
  public record Origin(long firstSequence, SignedDocument record) {
    public Origin {
      requireNonNull(record, "record is null");
    }
  }
}
