package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Attempt;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.ExportLedger;
import dev.waybill.export.ExportLedgerContract;
import dev.waybill.export.JobId;
import dev.waybill.export.Leftovers;
import dev.waybill.export.Samples;
import dev.waybill.export.Stream;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlExportLedgerTest extends ExportLedgerContract {
  private final Tables tables;

  SqlExportLedgerTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void aJobKeepsItsLatestAttemptsOnly() {
    ExportConfiguration configuration = tables.create(Samples.TENANT, "dead");
    ExportJob job = Samples.job(configuration, Samples.stream(configuration));
    Instant now = Samples.NOW;
    assertThat(tables.ledger.plan(job, now, now.plusSeconds(3600))).isTrue();
    Attempt first = tables.ledger.claim(job.id(), now, now, now.plusSeconds(60)).orElseThrow();
    assertThat(tables.ledger.release(first, Leftovers.POSSIBLE, now)).isTrue();

    for (int i = 0; i < 2 * AttemptRows.KEPT; i++) {
      Attempt next = tables.ledger.claim(job.id(), now, now, now.plusSeconds(60)).orElseThrow();
      assertThat(next.leftovers()).isEqualTo(Leftovers.POSSIBLE);
      assertThat(tables.ledger.release(next, Leftovers.NONE, now)).isTrue();
    }

    assertThat(tables.count("job_tasks")).isEqualTo(AttemptRows.KEPT + 1);
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
}
