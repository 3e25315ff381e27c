package dev.waybill.event;

import dev.waybill.tenant.TenantId;
import java.util.Optional;

/** The tenants that take events. Asked once per request for each name that occurs in it. */
@FunctionalInterface
public interface ActiveTenants {

  /**
   * The tenant of that name; empty if it is unknown, suspended or without auditing, or the name
   * cannot be one.
   */
  Optional<TenantId> find(String name);

  /**
   * Whether a tenant that was not found takes no events because auditing is switched off for it. To
   * be told to those who may know that there is such a tenant.
   */
  default boolean auditingIsOff(String name) {
    return false;
  }
}
