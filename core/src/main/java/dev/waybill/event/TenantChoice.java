package dev.waybill.event;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.TenantId;

/** Whose events a request brings. */
public sealed interface TenantChoice {

  /**
   * All are of one tenant: that of the key, or the one a platform key names for the request. An
   * event that names another one is rejected.
   */
  record OfRequest(TenantId tenant) implements TenantChoice {
    public OfRequest {
      requireNonNull(tenant, "tenant is null");
    }
  }

  /** A platform key: each event names its tenant in {@code clientID}. */
  record OfEachEvent(ActiveTenants tenants) implements TenantChoice {
    public OfEachEvent {
      requireNonNull(tenants, "tenants is null");
    }
  }

  /** A platform key named a tenant that takes no events: every event is rejected. */
  record Unknown(String name) implements TenantChoice {
    public Unknown {
      requireNonNull(name, "name is null");
    }
  }

  /** Auditing is switched off for the tenant of the request: every event is rejected. */
  record AuditingOff(String name) implements TenantChoice {
    public AuditingOff {
      requireNonNull(name, "name is null");
    }
  }

  /** What a platform key chooses by naming a tenant for the whole request. */
  static TenantChoice named(String name, ActiveTenants tenants) {
    return tenants
        .find(name)
        .<TenantChoice>map(OfRequest::new)
        .orElseGet(() -> tenants.auditingIsOff(name) ? new AuditingOff(name) : new Unknown(name));
  }
}
