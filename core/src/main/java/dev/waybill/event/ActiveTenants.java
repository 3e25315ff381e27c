package dev.waybill.event;

import dev.waybill.tenant.TenantId;
import java.util.Optional;

/** The tenants that take events. Asked once per request for each name that occurs in it. */
@FunctionalInterface
public interface ActiveTenants {

  /** The tenant of that name; empty if it is unknown or suspended, or the name cannot be one. */
  Optional<TenantId> find(String name);
}
