package dev.waybill.server.rocksdb;

import dev.waybill.tenant.TenantId;
import java.util.HashMap;
import java.util.Map;

/** The key prefixes of a group's tenants, made once each. */
final class TenantPrefixes {
  private final Map<TenantId, byte[]> prefixes = new HashMap<>();

  byte[] of(TenantId tenant) {
    return prefixes.computeIfAbsent(tenant, Keys::tenant);
  }
}
