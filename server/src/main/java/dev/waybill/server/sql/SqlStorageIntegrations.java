package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;

import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.HeldKeys;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

final class SqlStorageIntegrations implements StorageIntegrations {
  private final Database database;
  private final IntegrationRows rows;

  SqlStorageIntegrations(Database database, IntegrationRows rows) {
    this.database = requireNonNull(database, "database is null");
    this.rows = requireNonNull(rows, "rows is null");
  }

  @Override
  public Optional<StorageIntegration> find(TenantId tenant, IntegrationId id) {
    return database.read(tx -> rows.find(tx, tenant, id));
  }

  @Override
  public Optional<StorageIntegration> returningFromConsent(IntegrationId id) {
    return database.read(tx -> rows.findOfAnyTenant(tx, id));
  }

  @Override
  public List<StorageIntegration> list(TenantId tenant) {
    return database.read(tx -> rows.list(tx, tenant));
  }

  @Override
  public Optional<StorageIntegration> deletedInUse(TenantId tenant, IntegrationId id) {
    return database.read(tx -> rows.deletedInUse(tx, tenant, id));
  }

  @Override
  public List<StorageIntegration> deletedInUse(TenantId tenant) {
    return database.read(tx -> rows.deletedInUse(tx, tenant));
  }

  @Override
  public Optional<IntegrationDraft> draft(TenantId tenant, IntegrationId id) {
    return database.read(tx -> DraftRows.find(tx, tenant, id));
  }

  @Override
  public List<IntegrationDraft> drafts(TenantId tenant) {
    return database.read(tx -> DraftRows.list(tx, tenant));
  }

  @Override
  public Optional<Credentials> credentials(TenantId tenant, IntegrationId id) {
    return database.read(tx -> rows.credentials(tx, tenant, id));
  }

  @Override
  public Map<IntegrationId, HeldKeys> accessKeys(TenantId tenant, Set<IntegrationId> asked) {
    return database.read(tx -> rows.accessKeys(tx, tenant, asked));
  }

  @Override
  public boolean recordTest(TenantId tenant, IntegrationId id, long revision, ConnectionTest test) {
    return recordTest(tenant, id, revision, test, Optional.empty());
  }

  @Override
  public boolean recordTest(
      TenantId tenant,
      IntegrationId id,
      long revision,
      ConnectionTest test,
      Optional<Location> learned) {
    return database.write(tx -> rows.recordTest(tx, tenant, id, revision, test, learned));
  }

  @Override
  public boolean recordProof(
      TenantId tenant,
      IntegrationId id,
      long revision,
      ConnectionTest test,
      Optional<Location> learned) {
    return database.write(
        tx -> {
          boolean current = rows.recordTest(tx, tenant, id, revision, test, learned);
          if (current) {
            rows.forgetPreviousKey(tx, tenant, id);
          }
          return current;
        });
  }

  @Override
  public Confirmed confirm(TenantId tenant, IntegrationId id, long revision, Instant now) {
    return database.write(tx -> rows.confirm(tx, tenant, id, revision, now));
  }

  @Override
  public void wake(TenantId tenant, IntegrationId id, Instant now) {
    database.run(
        tx -> {
          tx.update(
              """
              UPDATE export_jobs SET next_attempt_at = ?
              WHERE status = 'BLOCKED' AND next_attempt_at > ? AND configuration_id IN (
                SELECT id FROM export_configurations
                WHERE integration_id = ? AND tenant_id = ? AND deleted_at IS NULL)
              """,
              now,
              now,
              id.value(),
              tenant.value());
          RedeliveryRows.wake(tx, tenant, id, now);
        });
  }
}
