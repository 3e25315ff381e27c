package dev.waybill.export;

import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The export configurations of the control plane. Each method is one transaction, durable when it
 * returns, and sees the given tenant's rows only.
 */
public interface ExportConfigurations {

  /** What became of a change. */
  sealed interface Change {
    record Done(ExportConfiguration configuration) implements Change {}

    record NotFound() implements Change {}

    /** Refused; says why and what to do instead. */
    record Conflict(String message) implements Change {}
  }

  /**
   * Creates a configuration on an integration of its own.
   *
   * @param stream where its deliveries start
   * @return {@link Change.Conflict} if the stream's name prefix is taken (draw another id) or the
   *     tenant is at its limit of configurations
   */
  Change create(
      StorageIntegration integration,
      Credentials credentials,
      ExportConfiguration configuration,
      Stream stream,
      Instant firstDue);

  /** Creates a further configuration on an integration that exists. */
  Change create(ExportConfiguration configuration, Stream stream, Instant firstDue);

  Optional<ExportConfiguration> find(TenantId tenant, ConfigurationId id);

  /** Oldest first; the deleted ones are left out. */
  List<ExportConfiguration> list(TenantId tenant);

  /** The stream of a configuration that exists. */
  Optional<Stream> stream(TenantId tenant, ConfigurationId id);

  /**
   * Stores a changed configuration, if it still stands at the revision before it.
   *
   * @param changed with the revision that it will have
   */
  Change update(ExportConfiguration changed, Instant nextDue);

  /**
   * Stores a changed configuration together with its integration's new location and credentials. A
   * running attempt loses its fence when the location changes.
   *
   * @return {@link Change.Conflict} if other configurations use the integration and its location
   *     changes
   */
  Change update(
      ExportConfiguration changed,
      Location location,
      Optional<Credentials> newCredentials,
      Instant nextDue);

  /** Enables or disables. The position is kept either way. */
  Change setEnabled(TenantId tenant, ConfigurationId id, boolean enabled, Instant now);

  /**
   * Deletes a configuration, cancels its unfinished job, and deletes its integration with it if no
   * other configuration uses that. Its jobs and its stream's id are kept, so that no name is ever
   * given twice.
   */
  Change delete(TenantId tenant, ConfigurationId id, Instant now);
}
