package dev.waybill.server.sql;

import dev.waybill.tenant.CountQuotas;
import dev.waybill.tenant.TenantId;
import java.util.Optional;

/**
 * How many integrations and drafts a tenant may have, whatever they were made for.
 *
 * @param perTenant in all, of tenants without a quota of their own
 */
record IntegrationLimit(int perTenant) {
  /** Why the tenant gets no more; empty if it may have another. */
  Optional<String> refusal(Transaction tx, TenantId tenant) {
    long existing =
        tx.one(
                row -> row.number("existing"),
                """
                SELECT (SELECT COUNT(*) FROM storage_integrations
                    WHERE tenant_id = ? AND deleted_at IS NULL)
                  + (SELECT COUNT(*) FROM integration_drafts WHERE tenant_id = ?) AS existing
                """,
                tenant.value(),
                tenant.value())
            .orElseThrow();
    int most = SqlTenants.limit(tx, tenant, CountQuotas::storageIntegrations, perTenant);
    return existing < most
        ? Optional.empty()
        : Optional.of(
            "The tenant has "
                + existing
                + " storage integrations, which is the limit: delete one first.");
  }
}
