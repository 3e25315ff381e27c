package dev.waybill.server.ingest;

import static java.util.Objects.requireNonNull;

import dev.waybill.event.ActiveTenants;
import dev.waybill.fault.InvalidInput;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.Tenants;
import java.util.Optional;

/** The tenants that take events, as the control plane has them at this moment. */
final class TakingTenants implements ActiveTenants {
  private final Tenants tenants;

  TakingTenants(Tenants tenants) {
    this.tenants = requireNonNull(tenants, "tenants is null");
  }

  @Override
  public Optional<TenantId> find(String name) {
    return notSuspended(name).filter(tenant -> tenant.entitlements().auditing()).map(Tenant::id);
  }

  @Override
  public boolean auditingIsOff(String name) {
    return notSuspended(name).filter(tenant -> !tenant.entitlements().auditing()).isPresent();
  }

  private Optional<Tenant> notSuspended(String name) {
    try {
      return tenants
          .find(new TenantId(name))
          .filter(tenant -> !tenant.suspended())
          .filter(tenant -> !tenant.id().equals(TenantId.OPERATORS)); // the service fills it
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }
}
