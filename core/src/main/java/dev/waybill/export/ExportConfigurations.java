package dev.waybill.export;

import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.storage.Credentials;
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

    /** The integration to which it was to be attached does not exist. */
    record IntegrationNotFound() implements Change {}

    /** Nothing was created: draw new ids and try again. */
    record NameTaken() implements Change {}

    /**
     * Nothing was created: retention has given up what is below that position, at which the stream
     * can start at the earliest. Try again.
     */
    record StartGone(Position retainedFrom) implements Change {}

    /** Refused; says why and what to do instead. */
    record Conflict(String message) implements Change {}
  }

  /**
   * Creates a configuration on an integration of its own.
   *
   * @param stream where its deliveries start
   * @param key the same key with the same request again creates nothing and returns the earlier
   *     configuration as it is now, also if a crash ended the first call before it returned
   * @return {@link Change.Conflict} if the tenant is at its limit of configurations, or the key was
   *     used for another request or for a configuration that was deleted since; {@link
   *     Change.NameTaken} if the stream's name prefix or the external id was given before; {@link
   *     Change.StartGone} if the stream starts where events were given up; {@link Change.NotFound}
   *     if there is no such tenant
   */
  Change create(
      StorageIntegration integration,
      Credentials credentials,
      ExportConfiguration configuration,
      Stream stream,
      Instant firstDue,
      Optional<IdempotencyKey> key);

  /**
   * Creates a further configuration on an integration that exists; {@link
   * Change.IntegrationNotFound} if it does not. Otherwise as above.
   */
  Change create(
      ExportConfiguration configuration,
      Stream stream,
      Instant firstDue,
      Optional<IdempotencyKey> key);

  Optional<ExportConfiguration> find(TenantId tenant, ConfigurationId id);

  /** Oldest first; the deleted ones are left out. */
  List<ExportConfiguration> list(TenantId tenant);

  /** Those of one integration, be it deleted, oldest first; the deleted ones are left out. */
  List<ExportConfiguration> linked(TenantId tenant, IntegrationId integration);

  /** The stream of a configuration that exists. */
  Optional<Stream> stream(TenantId tenant, ConfigurationId id);

  /**
   * Stores a changed configuration, if it still stands at the revision before it. Its output, id
   * and start are as they were at creation, whatever is passed.
   *
   * @param changed with the revision that it will have
   * @return {@link Change.Conflict} if it was changed in the meantime, or is detached and would be
   *     enabled; {@link Change.NotFound} if it does not exist, {@link Change.IntegrationNotFound}
   *     if the integration to which it is to be attached does not
   */
  Change update(ExportConfiguration changed, Instant nextDue);

  /**
   * Stores a changed configuration together with its integration's new location and credentials,
   * whose connection then counts as not tested. A running attempt loses its fence when they lead to
   * another place.
   *
   * @param redirection of its integration; may change nothing, and then nothing contradicts it
   * @return {@link Change.Conflict} also if the integration was changed or deleted in the meantime,
   *     or is to lead to another place while other configurations use it
   */
  Change update(ExportConfiguration changed, Redirection redirection, Instant nextDue);

  /**
   * Enables or disables; the position is kept either way. No setting changes, so the revision
   * stays.
   *
   * @return {@link Change.Conflict} if it is detached and would be enabled
   */
  Change setEnabled(TenantId tenant, ConfigurationId id, boolean enabled, Instant now);

  /**
   * Deletes a configuration and cancels its backfills and redeliveries, and deletes its integration
   * with it if no other configuration uses that: neither is found any more. Its regular stream ends
   * from now on, see {@link ExportLedger#due}; until it has ended it holds what it has to deliver,
   * and the integration keeps its secret. That of a detached one has ended at once. Its jobs and
   * its stream's id are kept, so that no name is ever given twice.
   */
  Change delete(TenantId tenant, ConfigurationId id, Instant now);

  /**
   * Whatever may deliver by that integration: its configurations, and the deleted ones whose
   * streams end there and have not ended yet.
   */
  List<ConfigurationId> delivering(TenantId tenant, IntegrationId integration);
}
