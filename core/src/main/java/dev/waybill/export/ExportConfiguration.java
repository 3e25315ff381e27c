package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.integration.IntegrationId;
import dev.waybill.tenant.TenantId;
import java.time.Instant;

/**
 * What a tenant exports and when; where it goes is its storage integration's.
 *
 * @param startFrom as asked for at creation: {@code LAST_HOUR}, {@code BEGINNING}, {@code NOW} or a
 *     time; it was resolved to a position then
 * @param revision counts the changes, from 1
 */
public record ExportConfiguration(
    ConfigurationId id,
    TenantId tenant,
    String name,
    IntegrationId integration,
    Interval interval,
    Selection selection,
    OutputSettings output,
    String startFrom,
    boolean enabled,
    long revision,
    Instant createdAt,
    Instant updatedAt) {

  public ExportConfiguration {
    requireNonNull(id, "id is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(name, "name is null");
    requireNonNull(integration, "integration is null");
    requireNonNull(interval, "interval is null");
    requireNonNull(selection, "selection is null");
    requireNonNull(output, "output is null");
    requireNonNull(startFrom, "startFrom is null");
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(updatedAt, "updatedAt is null");
  }
}
