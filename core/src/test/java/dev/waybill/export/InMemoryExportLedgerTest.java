package dev.waybill.export;

import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import java.time.Instant;

class InMemoryExportLedgerTest extends ExportLedgerContract {
  private final InMemoryExportLedger ledger = new InMemoryExportLedger();

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
}
