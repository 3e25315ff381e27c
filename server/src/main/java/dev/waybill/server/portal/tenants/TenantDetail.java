package dev.waybill.server.portal.tenants;

import dev.waybill.server.admin.TenantUsage;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;

/**
 * A tenant as operators see it.
 *
 * @param operators whether it is the one with what operators do
 * @param quota none if it has no storage quota
 * @param oldest none or one, like {@code newest}
 */
record TenantDetail(
    String id,
    String name,
    String pages,
    String settings,
    boolean suspended,
    boolean auditing,
    boolean operators,
    long events,
    long taken,
    long bytes,
    List<QuotaShare> quota,
    List<Instant> oldest,
    List<Instant> newest,
    long keptDays,
    long limitDays,
    long exports,
    long integrations,
    long keys,
    Instant created) {
  static TenantDetail of(Tenant tenant, TenantUsage usage) {
    return new TenantDetail(
        tenant.id().value(),
        tenant.name(),
        TenantPaths.pages(tenant.id()),
        TenantPaths.settings(tenant.id()),
        tenant.suspended(),
        tenant.entitlements().auditing(),
        tenant.id().equals(TenantId.OPERATORS),
        usage.storedEvents(),
        usage.takenEvents(),
        usage.storedBytes(),
        usage.storageQuota().map(most -> QuotaShare.of(usage.storedBytes(), most)).stream()
            .toList(),
        usage.oldest().stream().toList(),
        usage.newest().stream().toList(),
        usage.policy().keep().toDays(),
        usage.policy().hardLimit().toDays(),
        usage.holdings().configurations(),
        usage.holdings().integrations(),
        usage.holdings().keys(),
        tenant.createdAt());
  }
}
