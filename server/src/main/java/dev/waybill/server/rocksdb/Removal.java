package dev.waybill.server.rocksdb;

import dev.waybill.tenant.TenantId;

/**
 * What was removed of a tenant and still takes space.
 *
 * @param before the position below which nothing is held any more
 * @param extent how much it is of what the tenant had
 */
record Removal(TenantId tenant, long before, Extent extent) {

  enum Extent {
    /**
     * Less than is still held: the ids are left to be freed in passing, as they lie in no order.
     */
    PART,
    MOST
  }
}
