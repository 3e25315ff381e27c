package dev.waybill.export;

import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import java.time.Instant;

final class InMemoryControlPlane implements ControlPlaneUnderTest {
  private final InMemoryExportLedger ledger;
  private final InMemoryRedeliveries redeliveries;

  InMemoryControlPlane() {
    this(new InMemoryExportLedger());
  }

  InMemoryControlPlane(InMemoryExportLedger ledger) {
    this.ledger = ledger;
    this.redeliveries = new InMemoryRedeliveries(ledger);
  }

  @Override
  public ExportLedger ledger() {
    return ledger;
  }

  @Override
  public Backfills backfills() {
    return ledger.backfills();
  }

  @Override
  public Redeliveries redeliveries() {
    return redeliveries;
  }

  @Override
  public RedeliveryLedger redeliveryLedger() {
    return redeliveries;
  }

  @Override
  public SelfCheckLedger selfCheckLedger() {
    return new InMemorySelfCheckLedger(ledger);
  }

  @Override
  public void add(StorageIntegration integration, Credentials credentials) {
    ledger.add(integration, credentials);
  }

  @Override
  public void add(ExportConfiguration configuration, Stream stream, Instant nextDue) {
    ledger.add(configuration, stream, nextDue);
  }

  @Override
  public void change(ExportConfiguration changed) {
    ledger.change(changed);
  }

  @Override
  public void move(IntegrationId integration, Location location) {
    ledger.move(integration, location);
  }

  @Override
  public void detach(IntegrationId integration) {
    ledger.detach(integration);
  }

  @Override
  public void remove(ConfigurationId configuration) {
    ledger.remove(configuration, Samples.NOW);
    redeliveries.cancelAll(configuration, Samples.NOW);
  }

  @Override
  public ExportJob job(JobId id) {
    return ledger.job(id);
  }

  @Override
  public void retainFrom(TenantId tenant, Position position) {
    ledger.retainFrom(tenant, position);
  }

  @Override
  public void give(StreamId id) {
    ledger.backfills().give(id);
  }

  @Override
  public void damage(StreamId id) {
    ledger.backfills().damage(id);
  }

  @Override
  public void wake(IntegrationId integration, Instant now) {
    redeliveries.wake(integration, now);
  }

  @Override
  public void close() {
    // Nothing is held outside of memory.
  }
}
