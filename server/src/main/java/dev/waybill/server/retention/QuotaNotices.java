package dev.waybill.server.retention;

import dev.waybill.tenant.TenantId;

/** Tells tenants how much of their quota they use. */
public interface QuotaNotices {
  /**
   * Tells a tenant that it has reached a threshold, unless it was told, in the transaction that
   * notes that it was. Nothing happens if there is no such tenant.
   *
   * @param used bytes
   * @param quota bytes
   */
  void note(TenantId tenant, long used, long quota);
}
