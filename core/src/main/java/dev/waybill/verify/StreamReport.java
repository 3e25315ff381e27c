package dev.waybill.verify;

import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One stream of a place.
 *
 * @param tenant empty if no document of it was accepted
 * @param jobs those whose manifests are here and accepted, ascending
 * @param elsewhere those that were delivered at other places, ascending
 * @param objects those that the manifests list
 * @param events those that the manifests count
 * @param completeThrough the time of receipt up to which the last manifest here reaches; empty
 *     without a manifest. A proof only if the place is verified
 */
public record StreamReport(
    UUID stream,
    Optional<TenantId> tenant,
    List<JobSpan> jobs,
    List<JobSpan> elsewhere,
    long objects,
    long events,
    Optional<Instant> completeThrough) {

  public StreamReport {
    jobs = List.copyOf(jobs);
    elsewhere = List.copyOf(elsewhere);
  }
}
