package dev.waybill.server.portal.tenants;

import dev.waybill.server.admin.UsageReader;
import dev.waybill.tenant.Tenant;
import java.time.Instant;
import java.util.List;

/**
 * A tenant as it is listed.
 *
 * @param quota the share of its storage quota that it takes; none if it has none
 * @param newest none or one: when its newest event was received
 */
record TenantRow(
    String id,
    String name,
    String pages,
    String settings,
    boolean suspended,
    boolean auditing,
    long events,
    long bytes,
    List<QuotaShare> quota,
    List<Instant> newest) {
  static TenantRow of(Tenant tenant, UsageReader.Stored stored) {
    return new TenantRow(
        tenant.id().value(),
        tenant.name(),
        TenantPaths.pages(tenant.id()),
        TenantPaths.settings(tenant.id()),
        tenant.suspended(),
        tenant.entitlements().auditing(),
        stored.events(),
        stored.bytes(),
        stored.quota().map(most -> QuotaShare.of(stored.bytes(), most)).stream().toList(),
        stored.newest().stream().toList());
  }
}
