package dev.waybill.integration;

import static java.util.Objects.requireNonNull;

import dev.waybill.storage.Location;
import dev.waybill.storage.RoleArn;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a tenant's objects go and how to authenticate there; the secret itself is kept apart.
 *
 * @param role that is assumed to put objects; empty if the credentials are others
 * @param externalId random, never reused, not changed by updates
 * @param lastTest the last known state of the connection
 * @param revision counts the changes of location and credentials, from 1
 */
public record StorageIntegration(
    IntegrationId id,
    TenantId tenant,
    String name,
    Location location,
    Optional<RoleArn> role,
    UUID externalId,
    ConnectionTest lastTest,
    long revision,
    Instant createdAt,
    Instant updatedAt) {

  public StorageIntegration {
    requireNonNull(id, "id is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(name, "name is null");
    requireNonNull(location, "location is null");
    requireNonNull(role, "role is null");
    requireNonNull(externalId, "externalId is null");
    requireNonNull(lastTest, "lastTest is null");
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(updatedAt, "updatedAt is null");
  }

  /** Without a role. */
  public StorageIntegration(
      IntegrationId id,
      TenantId tenant,
      String name,
      Location location,
      UUID externalId,
      ConnectionTest lastTest,
      long revision,
      Instant createdAt,
      Instant updatedAt) {
    this(
        id,
        tenant,
        name,
        location,
        Optional.empty(),
        externalId,
        lastTest,
        revision,
        createdAt,
        updatedAt);
  }
}
