package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Attempt;
import dev.waybill.export.BackfillRequest;
import dev.waybill.export.Backfills;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations.Change;
import dev.waybill.export.ExportJob;
import dev.waybill.export.IdempotencyKey;
import dev.waybill.export.Samples;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {
  private static final int THREADS = 16;
  private static final TenantId ACME = new TenantId("acme");
  private static final Instant NOW = Samples.NOW;

  private final Tables tables;

  ConcurrencyTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void oneOfManyClaimsAJob() throws Exception {
    for (int round = 0; round < 3; round++) {
      ExportConfiguration configuration = tables.create(ACME, "bucket");
      ExportJob job = Samples.job(configuration, Samples.stream(configuration));
      tables.ledger.plan(job, NOW, NOW.plusSeconds(3600));

      List<Optional<Attempt>> claims =
          together(() -> tables.ledger.claim(job.id(), NOW, NOW, NOW.plusSeconds(60)));

      assertThat(claims.stream().filter(Optional::isPresent)).hasSize(1);
    }
  }

  @Test
  void oneOfManyPlansTheNextJob() throws Exception {
    ExportConfiguration configuration = tables.create(ACME, "bucket");

    List<Boolean> plans =
        together(
            () ->
                tables.ledger.plan(
                    Samples.job(configuration, Samples.stream(configuration)),
                    NOW,
                    NOW.plusSeconds(3600)));

    assertThat(plans).containsOnlyOnce(true);
    assertThat(tables.count("export_jobs")).isEqualTo(1);
  }

  @Test
  void oneConfigurationComesOfManyRequestsWithOneKey() throws Exception {
    tables.tenants.upsert(ACME, "Acme", NOW);

    List<Change> changes = together(this::createWithOneKey);

    assertThat(changes.stream().map(Tables::done).distinct()).hasSize(1);
    assertThat(tables.count("storage_integrations")).isEqualTo(1);
  }

  @Test
  void oneBackfillComesOfManyRequestsAtOnce() throws Exception {
    ExportConfiguration configuration = tables.create(ACME, "bucket");
    BackfillRequest request =
        new BackfillRequest(
            ACME,
            configuration.id(),
            new StoragePath("again"),
            99,
            199,
            new Range(new Position(100), new Position(200)),
            Samples.settings(configuration));

    List<Backfills.Creation> made =
        together(() -> tables.backfills.create(request, request.receivedFrom(), NOW));

    assertThat(made.stream().distinct())
        .hasSize(1)
        .allMatch(Backfills.Creation.Done.class::isInstance);
    assertThat(tables.count("backfills")).isEqualTo(1);
  }

  private Change createWithOneKey() {
    StorageIntegration integration = Samples.integration(ACME, Samples.location("bucket"));
    ExportConfiguration configuration = Samples.configuration(integration);
    return tables.configurations.create(
        integration,
        Samples.CREDENTIALS,
        configuration,
        Samples.stream(configuration),
        NOW,
        Optional.of(new IdempotencyKey("key", "digest")));
  }

  private static <T> List<T> together(Callable<T> work)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> future :
          threads.invokeAll(IntStream.range(0, THREADS).mapToObj(_ -> work).toList())) {
        results.add(future.get());
      }
      return results;
    }
  }
}
