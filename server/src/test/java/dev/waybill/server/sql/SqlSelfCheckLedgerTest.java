package dev.waybill.server.sql;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Attempt;
import dev.waybill.export.ControlPlaneUnderTest;
import dev.waybill.export.Delivery;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.JobId;
import dev.waybill.export.Samples;
import dev.waybill.export.SealedJob;
import dev.waybill.export.SelfCheckLedgerContract;
import dev.waybill.export.Stream;
import dev.waybill.manifest.Decoded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlSelfCheckLedgerTest extends SelfCheckLedgerContract {
  private static final int MANY = 100_000;

  private final Tables tables;

  SqlSelfCheckLedgerTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @Override
  protected ControlPlaneUnderTest controlPlane() {
    return tables;
  }

  @Test
  void jobsFromBeforeThereWereManifestsCannotBeChecked() {
    ExportConfiguration export = tables.create(Samples.TENANT, "old");
    ExportJob old = deliver(export);
    tables.database.run(
        tx -> tx.update("DELETE FROM sealed_manifests WHERE job_id = ?", old.id().value()));
    ExportJob first = deliver(export);

    assertThat(tables.selfCheckLedger.find(old.id())).isEmpty();
    assertThat(find(first).before()).isEqualTo(new SealedJob.Before.None());
  }

  @Test
  void nothingIsKnownOfWhatTheHistoryForgotOrCannotRead() {
    ExportConfiguration export = tables.create(Samples.TENANT, "old");
    ExportJob forgotten = deliver(export);
    ExportJob damaged = deliver(export);
    ExportJob last = deliver(export);
    tables.database.run(
        tx -> {
          tx.update("DELETE FROM export_jobs WHERE id = ?", forgotten.id().value());
          tx.update(
              "UPDATE sealed_manifests SET document = ? WHERE job_id = ?",
              "nonsense".getBytes(US_ASCII),
              damaged.id().value());
        });

    assertThat(find(damaged).before()).isEqualTo(new SealedJob.Before.Unknown());
    assertThat(find(damaged).manifest()).isInstanceOf(Decoded.Refused.class);
    assertThat(find(last).before()).isEqualTo(new SealedJob.Before.Unknown());
  }

  @Test
  void aSampleIsReadFromTheIndexOfIdsAlone() {
    for (String sql : List.of(SqlSelfCheckLedger.FROM, SqlSelfCheckLedger.BELOW)) {
      assertThat(tables.plan(sql, "0", 10))
          .singleElement()
          .asString()
          .startsWith("SEARCH export_jobs USING COVERING INDEX")
          .contains("(id");
    }
  }

  /** With as many jobs as a hundred thousand exports have at a time, at the least. */
  @Test
  void aSampleOfManyJobsCostsLittle() {
    ExportJob one = deliver(tables.create(Samples.TENANT, "many"));
    tables.database.run(
        tx ->
            tx.update(
                """
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                INSERT INTO export_jobs (id, configuration_id, stream_id, kind, path_prefix,
                  sequence, scheduled_at, range_from, range_to, received_from, received_through,
                  first_ordinal, settings, status, started, requested, attempt, next_attempt_at,
                  created_at, place)
                SELECT lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4'
                    || substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-'
                    || hex(randomblob(6))),
                  configuration_id, stream_id, kind, path_prefix, sequence + n.i, scheduled_at,
                  range_from, range_to, received_from, received_through, first_ordinal, settings,
                  'SUCCEEDED', started, requested, attempt, next_attempt_at, created_at,
                  place
                FROM export_jobs, n WHERE id = ?
                """,
                MANY,
                one.id().value()));

    long began = System.nanoTime();
    for (int i = 0; i < 500; i++) {
      List<JobId> window = tables.selfCheckLedger.jobs(UUID.randomUUID(), 256);
      assertThat(window).hasSize(256).doesNotHaveDuplicates();
      assertThat(tables.selfCheckLedger.find(window.getFirst())).isEmpty();
    }

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
  }

  private SealedJob find(ExportJob job) {
    return tables.selfCheckLedger.find(job.id()).orElseThrow();
  }

  private ExportJob deliver(ExportConfiguration export) {
    Stream stream = tables.configurations.stream(Samples.TENANT, export.id()).orElseThrow();
    ExportJob job = Samples.job(export, stream);
    assertThat(tables.ledger.plan(job, Samples.NOW, Samples.NOW)).isTrue();
    Attempt attempt =
        tables
            .ledger
            .claim(job.id(), Samples.NOW, Samples.NOW, Samples.NOW.plusSeconds(120))
            .orElseThrow();
    assertThat(tables.ledger.start(attempt, job.settings(), Samples.KEY, job.range().from()))
        .isTrue();
    Samples.seal(tables.ledger, attempt);
    assertThat(tables.ledger.commit(attempt, new Delivery(0, 10, 0, List.of()), Samples.NOW))
        .isTrue();
    return job;
  }
}
