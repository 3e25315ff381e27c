package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Attempt;
import dev.waybill.export.Backfill;
import dev.waybill.export.BackfillRequest;
import dev.waybill.export.BackfillStatus;
import dev.waybill.export.Backfills.Creation;
import dev.waybill.export.Delivery;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.JobStatus;
import dev.waybill.export.ManifestState;
import dev.waybill.export.Samples;
import dev.waybill.export.StreamId;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.storage.StoragePath;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of streams in a control plane that is restored. */
class StreamSuccessionTest {
  private static final Instant LATER = Samples.NOW.plusSeconds(86_400);

  private final Tables tables;
  private ExportConfiguration configuration;

  StreamSuccessionTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @BeforeEach
  void create() {
    configuration = tables.create(Samples.TENANT, "archive");
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void leavesNothingOfADeletedConfigurationToGoOnWith() {
    Attempt attempt = claim();
    tables.delete(Samples.TENANT, configuration.id());
    assertThat(tables.count("storage_integrations WHERE credentials IS NOT NULL")).isEqualTo(1);

    restore();

    assertThat(tables.count("streams")).isEqualTo(1);
    assertThat(tables.count("streams WHERE kind = 'FORMER'")).isZero();
    assertThat(tables.job(attempt.job().id()).status()).isEqualTo(JobStatus.CANCELLED);
    assertThat(tables.ledger.plannable(configuration.id())).isEmpty();
    assertThat(tables.ledger.due(LATER, 10)).isEmpty();
    assertThat(tables.count("storage_integrations WHERE credentials IS NOT NULL")).isZero();
  }

  @Test
  void namesTheLastManifestOfTheStreamThatItContinues() {
    Attempt delivered = claim();
    StreamId former = delivered.job().stream();
    tables.ledger.start(delivered, delivered.job().settings(), Samples.KEY, Position.ZERO);
    Samples.seal(tables.ledger, delivered);
    assertThat(tables.ledger.commit(delivered, new Delivery(0, 10, 0, List.of()), Samples.NOW))
        .isTrue();

    restore();
    tables.database.run(tx -> restore(tx, 2501, LATER)); // the stream in between put nothing

    ManifestState manifests = claim().manifests();
    assertThat(manifests.last()).isEmpty();
    assertThat(manifests.stays()).isEmpty();
    assertThat(manifests.former())
        .contains(
            new ManifestState.Former(
                Optional.of(
                    new OriginRecord.Previous(
                        former.value(), 1, Samples.manifest(delivered.job()).sha256()))));
  }

  @Test
  void continuesAStreamThatHasNoManifest() {
    restore();

    assertThat(claim().manifests().former()).contains(new ManifestState.Former(Optional.empty()));
  }

  private Attempt claim() {
    ExportJob job =
        Samples.job(
            configuration,
            tables.configurations.stream(Samples.TENANT, configuration.id()).orElseThrow());
    assertThat(tables.ledger.plan(job, Samples.NOW, Samples.NOW)).isTrue();
    return tables
        .ledger
        .claim(job.id(), Samples.NOW, Samples.NOW, Samples.NOW.plusSeconds(60))
        .orElseThrow();
  }

  @Test
  void letsARunningAttemptEndWithoutAnEffect() {
    ExportJob job =
        Samples.job(
            configuration,
            tables.configurations.stream(Samples.TENANT, configuration.id()).orElseThrow());
    assertThat(tables.ledger.plan(job, Samples.NOW, Samples.NOW)).isTrue();
    assertThat(tables.ledger.claim(job.id(), Samples.NOW, Samples.NOW, Samples.NOW.plusSeconds(60)))
        .isPresent();

    restore();

    assertThat(tables.count("export_jobs WHERE status = 'CANCELLED'")).isEqualTo(1);
    assertThat(tables.count("job_tasks WHERE status = 'CANCELLED' AND ended_at IS NOT NULL"))
        .isEqualTo(1);
    assertThat(tables.ledger.due(LATER, 10)).containsExactly(configuration.id());
  }

  @Test
  void goesOnWithARunningBackfillUnderAnotherId() {
    Backfill before = backfill("again");

    restore();

    Backfill after = only();
    assertThat(after.id()).isNotEqualTo(before.id());
    assertThat(after.request()).isEqualTo(before.request());
    assertThat(after.status()).isEqualTo(BackfillStatus.RUNNING);
    assertThat(request("again")).isEqualTo(new Creation.Done(after));
    assertThat(tables.count("streams WHERE previous_stream = '" + before.id() + "'")).isEqualTo(1);
  }

  @Test
  void goesOnWithACancelledBackfillUnderAnotherIdWhenItIsAskedForAgain() {
    Backfill before = backfill("again");
    tables.backfills.cancel(Samples.TENANT, before.id(), Samples.NOW);

    restore();

    assertThat(only().status()).isEqualTo(BackfillStatus.CANCELLED);
    Creation resumed = request("again");
    assertThat(resumed).isEqualTo(new Creation.Done(only()));
    assertThat(only().id()).isNotEqualTo(before.id());
    assertThat(only().status()).isEqualTo(BackfillStatus.RUNNING);
  }

  @Test
  void deliversAFinishedBackfillNotAgain() {
    Backfill before = backfill("again");
    tables.database.run(tx -> tx.update("UPDATE backfills SET status = 'SUCCEEDED'"));

    restore();

    assertThat(only().id()).isEqualTo(before.id());
    assertThat(request("again")).isEqualTo(new Creation.Done(only()));
  }

  @Test
  void givesABackfillAnotherIdAfterEachOfTwoRestoresOfOneBackup() {
    StreamId one = tables.database.write(tx -> idIn(tx, LATER));
    StreamId other = tables.database.write(tx -> idIn(tx, LATER.plusMillis(1)));

    assertThat(other).isNotEqualTo(one);
  }

  @Test
  void cancelsRedeliveries() {
    StreamId stream =
        tables.configurations.stream(Samples.TENANT, configuration.id()).orElseThrow().id();
    tables.database.run(
        tx ->
            tx.update(
                """
                INSERT INTO redeliveries (id, configuration_id, stream_id, from_sequence,
                  to_sequence, next_sequence, status, attempt, next_attempt_at, place,
                  objects_put, objects_present, created_at)
                VALUES (?, ?, ?, 1, 1, 1, 'BLOCKED', 1, ?, 'there', 0, 0, ?)
                """,
                UUID.randomUUID(),
                configuration.id().value(),
                stream.value(),
                Samples.NOW,
                Samples.NOW));

    restore();

    assertThat(tables.count("redeliveries WHERE status = 'CANCELLED' AND finished_at IS NOT NULL"))
        .isEqualTo(1);
  }

  private void restore() {
    tables.database.run(tx -> restore(tx, 2500, LATER));
  }

  private static void restore(Transaction tx, int incarnation, Instant now) {
    Incarnations.begin(tx, incarnation, Samples.NOW, now);
    new StreamSuccession(tx, now, UUID::randomUUID).replaceAll();
  }

  /** The id in the incarnation that a restore at that time begins, which is then taken back. */
  private StreamId idIn(Transaction tx, Instant restoredAt) {
    Incarnations.begin(tx, 2500, Samples.NOW, restoredAt);
    StreamId id = BackfillCreation.freeId(tx, requestOf("again"));
    tx.update("DELETE FROM incarnations");
    return id;
  }

  private Backfill only() {
    List<Backfill> all =
        tables.backfills.list(Samples.TENANT, configuration.id(), 10, Optional.empty());
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private Backfill backfill(String prefix) {
    if (request(prefix) instanceof Creation.Done(Backfill made)) {
      return made;
    }
    throw new AssertionError("not made");
  }

  private Creation request(String prefix) {
    BackfillRequest request = requestOf(prefix);
    return tables.backfills.create(request, request.receivedFrom(), Samples.NOW);
  }

  private BackfillRequest requestOf(String prefix) {
    return new BackfillRequest(
        Samples.TENANT,
        configuration.id(),
        new StoragePath(prefix),
        1_000,
        2_000,
        new Range(new Position(10), new Position(20)),
        Samples.settings(configuration));
  }
}
