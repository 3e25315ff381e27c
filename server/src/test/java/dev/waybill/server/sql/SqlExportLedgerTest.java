package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Attempt;
import dev.waybill.export.ControlPlaneUnderTest;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.ExportLedgerContract;
import dev.waybill.export.Leftovers;
import dev.waybill.export.Samples;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlExportLedgerTest extends ExportLedgerContract {
  private final Tables tables;

  SqlExportLedgerTest(@TempDir Path folder) {
    tables = new Tables(folder);
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
  protected ControlPlaneUnderTest controlPlane() {
    return tables;
  }
}
