package dev.waybill.export;

import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import java.time.Instant;

class InMemoryRedeliveriesTest extends RedeliveriesContract {
  private final InMemoryExportLedger jobs = new InMemoryExportLedger();
  private final InMemoryRedeliveries redeliveries = new InMemoryRedeliveries(jobs);

  @Override
  protected Redeliveries redeliveries() {
    return redeliveries;
  }

  @Override
  protected RedeliveryLedger ledger() {
    return redeliveries;
  }

  @Override
  protected ExportLedger jobs() {
    return jobs;
  }

  @Override
  protected void add(StorageIntegration integration, Credentials credentials) {
    jobs.add(integration, credentials);
  }

  @Override
  protected void add(ExportConfiguration configuration, Stream stream, Instant nextDue) {
    jobs.add(configuration, stream, nextDue);
  }

  @Override
  protected void move(IntegrationId integration, Location location) {
    jobs.move(integration, location);
  }

  @Override
  protected void wake(IntegrationId integration, Instant now) {
    redeliveries.wake(integration, now);
  }

  @Override
  protected void remove(ConfigurationId configuration) {
    jobs.remove(configuration);
    redeliveries.cancelAll(configuration, Samples.NOW);
  }
}
