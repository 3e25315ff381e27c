package dev.waybill.server.sql;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportLedger;
import dev.waybill.export.Redeliveries;
import dev.waybill.export.RedeliveriesContract;
import dev.waybill.export.RedeliveryLedger;
import dev.waybill.export.Samples;
import dev.waybill.export.Stream;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqlRedeliveriesTest extends RedeliveriesContract {
  private final Tables tables;
  private final SqlRedeliveryLedger ledger;

  SqlRedeliveriesTest(@TempDir Path folder) {
    tables = new Tables(folder);
    ledger = new SqlRedeliveryLedger(tables.database, tables.integrationRows);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Override
  protected Redeliveries redeliveries() {
    return tables.redeliveries;
  }

  @Override
  protected RedeliveryLedger ledger() {
    return ledger;
  }

  @Override
  protected ExportLedger jobs() {
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
  protected void move(IntegrationId integration, Location location) {
    tables.move(Samples.TENANT, integration, location);
  }

  @Override
  protected void wake(IntegrationId integration, Instant now) {
    tables.integrations.wake(Samples.TENANT, integration, now);
  }

  @Override
  protected void remove(ConfigurationId configuration) {
    tables.delete(Samples.TENANT, configuration);
  }
}
