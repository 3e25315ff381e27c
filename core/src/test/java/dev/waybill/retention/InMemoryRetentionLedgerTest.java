package dev.waybill.retention;

import dev.waybill.export.ConfigurationId;
import dev.waybill.log.Position;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import java.time.Instant;

class InMemoryRetentionLedgerTest extends RetentionLedgerContract {
  private final InMemoryRetentionLedger ledger = new InMemoryRetentionLedger();

  @Override
  protected RetentionLedger ledger() {
    return ledger;
  }

  @Override
  protected Tenant addTenant(TenantId id, Instant created) {
    Tenant tenant = new Tenant(id, "Acme", false, TenantQuotas.NONE, created, created);
    ledger.put(tenant);
    return tenant;
  }

  @Override
  protected void setQuotas(Tenant tenant, TenantQuotas quotas) {
    ledger.put(
        new Tenant(
            tenant.id(),
            tenant.name(),
            tenant.suspended(),
            quotas,
            tenant.createdAt(),
            tenant.updatedAt().plusSeconds(1)));
  }

  @Override
  protected void removeTenant(TenantId id) {
    ledger.remove(id);
  }

  @Override
  protected ConfigurationId addExport(TenantId tenant, Position cursor) {
    return ledger.addExport(tenant, cursor);
  }

  @Override
  protected void disable(TenantId tenant, ConfigurationId export) {
    // Whether an export is enabled makes no difference.
  }

  @Override
  protected void delete(TenantId tenant, ConfigurationId export) {
    ledger.end(export);
  }

  @Override
  protected void end(TenantId tenant, ConfigurationId export) {
    ledger.delete(tenant, export);
  }

  @Override
  protected void planJob(TenantId tenant, ConfigurationId export) {
    ledger.hold(export, ledger.lagging(tenant, new Position(Long.MAX_VALUE)).getFirst().cursor());
  }

  @Override
  protected BackfillHandle addBackfill(ConfigurationId export, Position cursor) {
    ledger.hold(export, cursor);
    return () -> ledger.release(export, cursor);
  }

  @Override
  protected boolean canStartAt(TenantId tenant, Position position) {
    boolean possible = ledger.retainedFrom(tenant).compareTo(position) <= 0;
    if (possible) {
      ledger.addExport(tenant, position);
    }
    return possible;
  }
}
