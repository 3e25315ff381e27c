package dev.waybill.server.sql;

import dev.waybill.export.Backfills;
import dev.waybill.export.BackfillsContract;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.ExportLedger;
import dev.waybill.export.JobId;
import dev.waybill.export.Samples;
import dev.waybill.export.Stream;
import dev.waybill.export.StreamId;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqlBackfillsTest extends BackfillsContract {
  private final Tables tables;

  SqlBackfillsTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Override
  protected ExportLedger ledger() {
    return tables.ledger;
  }

  @Override
  protected void add(StorageIntegration integration, Credentials credentials) {
    tables.add(integration, credentials);
  }

  @Override
  protected void add(ExportConfiguration configuration, Stream stream, Instant nextDue) {
    tables.add(configuration, stream, nextDue);
  }

  @Override
  protected void change(ExportConfiguration changed) {
    Tables.done(tables.configurations.update(changed, Samples.NOW));
  }

  @Override
  protected void move(IntegrationId integration, Location location) {
    tables.move(Samples.TENANT, integration, location);
  }

  @Override
  protected void remove(ConfigurationId configuration) {
    tables.delete(Samples.TENANT, configuration);
  }

  @Override
  protected ExportJob job(JobId id) {
    return tables.history.job(Samples.TENANT, id).orElseThrow().job();
  }

  @Override
  protected Backfills backfills() {
    return tables.backfills;
  }

  @Override
  protected void retainFrom(TenantId tenant, Position position) {
    tables.database.run(
        tx ->
            tx.update(
                "UPDATE tenants SET retained_from = ? WHERE id = ?",
                position.value(),
                tenant.value()));
  }

  @Override
  protected void give(StreamId id) {
    tables.database.run(tx -> GivenNames.give(tx, id));
  }

  @Override
  protected void damage(StreamId id) {
    tables.database.run(
        tx -> tx.update("UPDATE backfills SET settings = '{}' WHERE stream_id = ?", id.value()));
  }
}
