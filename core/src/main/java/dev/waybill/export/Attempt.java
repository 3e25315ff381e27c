package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.storage.Credentials;
import java.util.List;

/**
 * The right to work on a job until the lease ends. Its number is the fence: whatever it does to the
 * job's row is conditional on it.
 *
 * @param job as it is in this attempt; {@code job.attempt()} is the fence
 * @param finished objects that earlier attempts put at this location
 * @param leftovers whether earlier attempts may have put others there, too
 * @param retainedFrom below this, retention has given up the tenant's events: they are gone for a
 *     job that was not started before, whether the log has removed them yet or not
 * @param manifests what is known of the stream's manifests, as seen from this location
 */
public record Attempt(
    ExportJob job,
    ExportConfiguration configuration,
    StorageIntegration integration,
    Credentials credentials,
    List<DeliveredObject> finished,
    Leftovers leftovers,
    Position retainedFrom,
    ManifestState manifests) {

  public Attempt {
    requireNonNull(job, "job is null");
    requireNonNull(configuration, "configuration is null");
    requireNonNull(integration, "integration is null");
    requireNonNull(credentials, "credentials is null");
    finished = List.copyOf(finished);
    requireNonNull(leftovers, "leftovers is null");
    requireNonNull(retainedFrom, "retainedFrom is null");
    requireNonNull(manifests, "manifests is null");
  }
}
