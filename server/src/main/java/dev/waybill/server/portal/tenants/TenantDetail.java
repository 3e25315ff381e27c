package dev.waybill.server.portal.tenants;

import dev.waybill.server.admin.TenantUsage;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;

/**
 * A tenant as operators see it.
 *
 * @param row what the list says of it
 * @param operators whether it is the one with what operators do
 * @param oldest none or one: when the oldest event was received that is held
 */
record TenantDetail(
    TenantRow row,
    boolean operators,
    long taken,
    List<Instant> oldest,
    long keptDays,
    long limitDays,
    long exports,
    long integrations,
    long keys,
    Instant created) {
  static TenantDetail of(Tenant tenant, TenantUsage usage) {
    return new TenantDetail(
        TenantRow.of(tenant, usage.stored()),
        tenant.id().equals(TenantId.OPERATORS),
        usage.takenEvents(),
        usage.oldest().stream().toList(),
        usage.policy().keep().toDays(),
        usage.policy().hardLimit().toDays(),
        usage.holdings().configurations(),
        usage.holdings().integrations(),
        usage.holdings().keys(),
        tenant.createdAt());
  }
}
