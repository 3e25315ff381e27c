package dev.waybill.export;

import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import java.time.Instant;

class InMemoryBackfillsTest extends BackfillsContract {
  private final InMemoryExportLedger ledger = new InMemoryExportLedger();

  @Override
  protected Backfills backfills() {
    return ledger.backfills();
  }

  @Override
  protected ExportLedger ledger() {
    return ledger;
  }

  @Override
  protected void add(StorageIntegration integration, Credentials credentials) {
    ledger.add(integration, credentials);
  }

  @Override
  protected void add(ExportConfiguration configuration, Stream stream, Instant nextDue) {
    ledger.add(configuration, stream, nextDue);
  }

  @Override
  protected void change(ExportConfiguration changed) {
    ledger.change(changed);
  }

  @Override
  protected void move(IntegrationId integration, Location location) {
    ledger.move(integration, location);
  }

  @Override
  protected void remove(ConfigurationId configuration) {
    ledger.remove(configuration);
  }

  @Override
  protected ExportJob job(JobId id) {
    return ledger.job(id);
  }

  @Override
  protected void retainFrom(TenantId tenant, Position position) {
    ledger.backfills().retainFrom(tenant, position);
  }

  @Override
  protected void give(StreamId id) {
    ledger.backfills().give(id);
  }

  @Override
  protected void damage(StreamId id) {
    ledger.backfills().damage(id);
  }
}
