package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.storage.ObjectKey;
import java.util.List;

/**
 * A job that has succeeded.
 *
 * @param objects the keys of all that it delivered, ascending
 */
public record DeliveredJob(ExportJob job, List<ObjectKey> objects) {
  public DeliveredJob {
    requireNonNull(job, "job is null");
    objects = List.copyOf(objects);
  }
}
