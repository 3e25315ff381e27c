package dev.waybill.integration;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A storage integration to be, of which no more is known than the external id that the customer's
 * role is to demand. Nothing is delivered by it; when its destination is given, it becomes the
 * integration of the same id and external id.
 *
 * @param name empty if the destination is to be the name
 * @param externalId random, never reused
 */
public record IntegrationDraft(
    IntegrationId id, TenantId tenant, Optional<String> name, UUID externalId, Instant createdAt) {
  public IntegrationDraft {
    requireNonNull(id, "id is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(name, "name is null");
    requireNonNull(externalId, "externalId is null");
    requireNonNull(createdAt, "createdAt is null");
  }
}
