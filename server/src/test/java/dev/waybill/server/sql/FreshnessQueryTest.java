package dev.waybill.server.sql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Attempt;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.Delivery;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.Freshness;
import dev.waybill.export.Leftovers;
import dev.waybill.export.Samples;
import dev.waybill.fault.Fault;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshnessQueryTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final Instant NOW = Samples.NOW;

  private final Tables tables;
  private final ExportConfiguration export;

  FreshnessQueryTest(@TempDir Path folder) {
    tables = new Tables(folder);
    export = tables.create(ACME, "bucket");
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void aNewExportStandsWhereItsStreamStarts() {
    Freshness fresh = freshness();

    assertThat(fresh.receivedThrough().toEpochMilli())
        .isEqualTo(Samples.stream(export).receivedThrough());
    assertThat(fresh.nextJobAt()).isEqualTo(NOW);
    assertThat(fresh.lastSuccessAt()).isEmpty();
    assertThat(fresh.nextAttemptAt()).isEmpty();
    assertThat(fresh.consecutiveFailures()).isZero();
  }

  @Test
  void countsTheFailuresSinceTheLastSuccessAndTellsTheNextAttempt() {
    ExportJob job = plan();
    assertThat(freshness().nextAttemptAt()).contains(job.nextAttemptAt());

    fail(claim(job));
    fail(claim(job));
    tables.ledger.release(claim(job), Leftovers.NONE, NOW);
    assertThat(freshness().consecutiveFailures()).isEqualTo(2);
    assertThat(freshness().nextAttemptAt()).contains(NOW);

    Attempt last = claim(job);
    assertThat(freshness().nextAttemptAt()).isEmpty();
    tables.ledger.start(last, Samples.settings(export), Samples.KEY, job.range().from());
    Samples.seal(tables.ledger, last);
    tables.ledger.commit(last, new Delivery(1, 0, 0, List.of()), NOW.plusSeconds(9));

    assertThat(freshness().consecutiveFailures()).isZero();
    assertThat(freshness().lastSuccessAt()).contains(NOW.plusSeconds(9));
    assertThat(freshness().cursor()).isEqualTo(job.range().to());
    assertThat(freshness().receivedThrough().toEpochMilli()).isEqualTo(job.receivedThrough());
  }

  @Test
  void countsFailuresOfAttemptsThatAreNoLongerKept() {
    ExportJob job = plan();
    int failures = AttemptRows.KEPT + 20;

    for (int i = 0; i < failures; i++) {
      fail(claim(job));
    }

    assertThat(freshness().consecutiveFailures()).isEqualTo(failures);
  }

  @Test
  void attemptsThatWereLostHaveFailed() {
    ExportJob job = plan();
    claim(job);

    Instant later = NOW.plusSeconds(61);
    assertThat(tables.ledger.claim(job.id(), later, later, later.plusSeconds(60))).isPresent();
    assertThat(freshness().consecutiveFailures()).isEqualTo(1);

    tables.ledger.endLeases(later);
    assertThat(freshness().consecutiveFailures()).isEqualTo(2);
  }

  @Test
  void lagIsNeverNegative() {
    Freshness fresh = freshness();

    assertThat(fresh.lag(fresh.receivedThrough().plusSeconds(7))).isEqualTo(Duration.ofSeconds(7));
    assertThat(fresh.lag(fresh.receivedThrough().minusSeconds(7))).isZero();
  }

  @Test
  void showsATenantItsOwnExportsAndNoDeletedOnes() {
    ExportConfiguration other = tables.create(ACME, "other");
    tables.create(new TenantId("somebody"), "bucket");
    assertThat(all()).containsOnlyKeys(export.id(), other.id());

    tables.delete(ACME, other.id());

    assertThat(all()).containsOnlyKeys(export.id());
  }

  @Test
  void looksAtNoJobButTheLastAndTheOpenOneOfEachStream() {
    assertThat(tables.plan(FreshnessQuery.ALL, "acme"))
        .noneMatch(step -> step.startsWith("SCAN"))
        .filteredOn(step -> step.contains("_job "))
        .hasSize(3)
        .allMatch(step -> step.contains("(stream_id=? AND sequence=?)"));
  }

  @Test
  void findsOneExportWithoutALookAtTheOthers() {
    assertThat(tables.plan(FreshnessQuery.ONE, "acme", "id"))
        .noneMatch(step -> step.startsWith("SCAN"))
        .anyMatch(step -> step.startsWith("SEARCH c ") && step.contains("(id=?)"));
    assertThat(tables.history.freshness(new TenantId("somebody"), export.id())).isEmpty();
  }

  private Freshness freshness() {
    Freshness fresh = requireNonNull(all().get(export.id()));
    assertThat(tables.history.freshness(ACME, export.id())).contains(fresh);
    return fresh;
  }

  private Map<ConfigurationId, Freshness> all() {
    return tables.history.freshness(ACME);
  }

  private ExportJob plan() {
    ExportJob job = Samples.job(export, Samples.stream(export));
    assertThat(tables.ledger.plan(job, NOW, NOW.plusSeconds(3600))).isTrue();
    return job;
  }

  private Attempt claim(ExportJob job) {
    return tables.ledger.claim(job.id(), NOW, NOW, NOW.plusSeconds(60)).orElseThrow();
  }

  private void fail(Attempt attempt) {
    tables.ledger.fail(
        attempt, Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED"), Leftovers.NONE, NOW, NOW);
  }
}
