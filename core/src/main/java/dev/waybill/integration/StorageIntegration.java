package dev.waybill.integration;

import static java.util.Objects.requireNonNull;

import dev.waybill.storage.Authentication;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.UUID;

/**
 * Where a tenant's objects go and how to authenticate there; the secret itself is kept apart.
 *
 * @param authentication what may be shown of the credentials
 * @param confirmed whether events may go there: the tenant has proven that the place is its own, or
 *     need not, since the credentials are its own
 * @param externalId random, never reused, not changed by updates
 * @param lastTest the last known state of the connection
 * @param revision counts the changes of location and credentials, from 1
 */
public record StorageIntegration(
    IntegrationId id,
    TenantId tenant,
    String name,
    Location location,
    Authentication authentication,
    boolean confirmed,
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
    requireNonNull(authentication, "authentication is null");
    requireNonNull(externalId, "externalId is null");
    requireNonNull(lastTest, "lastTest is null");
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(updatedAt, "updatedAt is null");
  }

  /** With an access key. */
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
        new Authentication.AccessKey(),
        true,
        externalId,
        lastTest,
        revision,
        createdAt,
        updatedAt);
  }

  /** With what a test found out. */
  public StorageIntegration tested(Location learned, ConnectionTest test) {
    return new StorageIntegration(
        id,
        tenant,
        name,
        learned,
        authentication,
        confirmed,
        externalId,
        test,
        revision,
        createdAt,
        updatedAt);
  }
}
