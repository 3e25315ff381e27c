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
import dev.waybill.export.JobId;
import dev.waybill.export.JobStatus;
import dev.waybill.export.JobView;
import dev.waybill.export.Leftovers;
import dev.waybill.export.Redeliveries.Answer;
import dev.waybill.export.Redelivery;
import dev.waybill.export.RedeliveryId;
import dev.waybill.export.RedeliveryRequest;
import dev.waybill.export.Samples;
import dev.waybill.export.Stream;
import dev.waybill.export.StreamKind;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.retention.Pruned;
import dev.waybill.storage.StoragePath;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes from the history when it is old, and what stays. */
class PruningTest {
  private static final Instant NOW = Samples.NOW;
  private static final Instant LATER = NOW.plusSeconds(100);
  private static final Instant MUCH_LATER = NOW.plusSeconds(1000);

  private final Tables tables;

  PruningTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void removesFinishedJobsButForTheLastOfEachStream() {
    ExportConfiguration export = tables.create(Samples.TENANT, "first");
    for (int i = 0; i < 3; i++) {
      deliver(export, NOW);
    }
    ExportConfiguration other = tables.create(Samples.TENANT, "second");
    deliver(other, NOW);
    deliver(export, LATER);
    ExportJob open = plan(export);

    assertThat(prune(NOW, 100)).isEqualTo(new Pruned(0, 0, false));
    assertThat(prune(LATER, 2)).isEqualTo(new Pruned(2, 0, true));
    assertThat(prune(LATER, 3)).isEqualTo(new Pruned(1, 0, false));
    assertThat(prune(MUCH_LATER, 2)).isEqualTo(new Pruned(0, 0, false));

    assertThat(sequences(export)).containsExactly(5L, 4L);
    assertThat(sequences(other)).containsExactly(1L);
    assertThat(tables.count("deliveries")).isEqualTo(2);
    assertThat(tables.count("job_objects")).isEqualTo(2);
    assertThat(tables.count("job_tasks")).isEqualTo(2);
    assertThat(tables.history.job(Samples.TENANT, open.id())).isPresent();
  }

  @Test
  void looksAtManyJobsThatStayOnceOnly() {
    ExportConfiguration export = tables.create(Samples.TENANT, "archive");
    for (int i = 0; i < 100; i++) {
      deliverOneOfAStreamOfItsOwn(export);
    }
    deliver(export, LATER);
    deliver(export, LATER);

    assertThat(pruneAll(MUCH_LATER)).isEqualTo(1);

    assertThat(tables.count("export_jobs")).isEqualTo(101);
    assertThat(tables.count("export_jobs WHERE finished_at IS NOT NULL AND kept = 0")).isZero();
    deliver(export, LATER);
    assertThat(prune(MUCH_LATER, 2)).as("found at once").isEqualTo(new Pruned(1, 0, false));
  }

  @Test
  void aJobThatStayedGoesWithALaterOneOfItsStream() {
    ExportConfiguration export = tables.create(Samples.TENANT, "archive");
    deliver(export, NOW);
    assertThat(pruneAll(LATER)).isZero();
    deliver(export, LATER);
    deliver(export, LATER);

    assertThat(pruneAll(LATER)).isZero();
    assertThat(sequences(export)).containsExactly(3L, 2L, 1L);
    assertThat(pruneAll(MUCH_LATER)).isEqualTo(2);
    assertThat(sequences(export)).containsExactly(3L);
  }

  @Test
  void nothingStaysOfADeletedExportWhoseStreamHasEnded() {
    ExportConfiguration export = tables.create(Samples.TENANT, "archive");
    deliver(export, NOW);
    deliver(export, NOW);
    assertThat(pruneAll(LATER)).isEqualTo(1);
    plan(export);

    tables.delete(Samples.TENANT, export.id());
    assertThat(pruneAll(MUCH_LATER)).as("its stream goes on").isZero();
    tables.endStreams();

    assertThat(pruneAll(MUCH_LATER)).isEqualTo(2);
    assertThat(tables.count("export_jobs")).isZero();
  }

  @Test
  void ofABackfillThatSucceededItsRowStaysAndKeepsTheRange() {
    ExportConfiguration export = tables.create(Samples.TENANT, "archive");
    BackfillRequest request = request(export, 100, 200);
    Backfill made = create(request);
    deliver(made, 150);
    deliver(made, 200);

    assertThat(pruneAll(LATER)).isEqualTo(2);

    assertThat(tables.count("export_jobs")).isZero();
    Backfill done = backfill(made);
    assertThat(done.status()).isEqualTo(BackfillStatus.SUCCEEDED);
    assertThat(done.done().events()).isEqualTo(20);
    assertThat(creation(request, LATER)).isEqualTo(new Creation.Done(done));
    assertThat(creation(request(export, 199, 300), LATER)).isEqualTo(new Creation.Overlaps(done));
  }

  @Test
  void aCancelledBackfillGoesOnWithItsVeryJobHoweverOldThatIs() {
    ExportConfiguration export = tables.create(Samples.TENANT, "archive");
    BackfillRequest request = request(export, 100, 200);
    Backfill made = create(request);
    deliver(made, 120);
    deliver(made, 140);
    ExportJob open = plan(made, 160);
    Attempt attempt = start(open.id());
    tables.backfills.cancel(Samples.TENANT, made.id(), NOW);

    assertThat(pruneAll(LATER)).as("the first of three").isEqualTo(1);

    assertThat(creation(request(export, 159, 300), LATER))
        .isEqualTo(new Creation.Overlaps(backfill(made)));
    create(request);
    assertThat(job(open.id()).status()).isEqualTo(JobStatus.PLANNED);
    assertThat(tables.ledger.renew(attempt, LATER)).isFalse();
    assertThat(tables.ledger.release(attempt, Leftovers.POSSIBLE, LATER)).isFalse();
    Attempt next = start(open.id());
    assertThat(next.leftovers()).isEqualTo(Leftovers.POSSIBLE);
    commit(next, NOW);
    assertThat(pruneAll(LATER)).as("the second, which had stayed").isEqualTo(1);
    deliver(made, 200);
    assertThat(backfill(made).status()).isEqualTo(BackfillStatus.SUCCEEDED);
    assertThat(pruneAll(LATER)).isEqualTo(2);
    assertThat(tables.count("export_jobs")).isZero();
  }

  @Test
  void removesRedeliveriesThatHaveEnded() {
    ExportConfiguration export = tables.create(Samples.TENANT, "archive");
    deliver(export, NOW);
    deliver(export, NOW);
    for (int i = 0; i < 3; i++) {
      Redelivery ended = redeliver(export, 1);
      tables.redeliveries.cancel(Samples.TENANT, ended.id(), NOW);
    }
    Redelivery open = redeliver(export, 2);

    assertThat(prune(NOW, 2)).isEqualTo(new Pruned(0, 0, false));
    assertThat(tables.retention.prune(LATER, 3)).isEqualTo(new Pruned(1, 3, true));
    assertThat(pruneAll(LATER)).isZero();

    assertThat(tables.redeliveries.list(Samples.TENANT, export.id(), 10, Optional.empty()))
        .containsExactly(open);
  }

  @Test
  void findsWhatIsOldByIndex() {
    assertThat(tables.plan(Pruning.OLD_JOBS, 1L, 1L))
        .anyMatch(step -> step.contains("INDEX export_jobs_finished (finished_at<?)"))
        .noneMatch(step -> step.startsWith("SCAN") || step.contains("TEMP B-TREE"));
    assertThat(tables.plan(Pruning.KEPT_BEFORE, "stream", 1L))
        .anyMatch(step -> step.contains("(stream_id=? AND sequence<?)"));
    assertThat(tables.plan(Pruning.OLD_REDELIVERIES, 1L, 1L))
        .anyMatch(step -> step.contains("INDEX redeliveries_finished (finished_at<?)"))
        .noneMatch(step -> step.startsWith("SCAN") || step.contains("TEMP B-TREE"));
    assertThat(tables.plan("DELETE FROM redeliveries WHERE stream_id = ?", "stream"))
        .anyMatch(step -> step.contains("INDEX redeliveries_of_stream"));
  }

  private Pruned prune(Instant finishedBefore, int limit) {
    return tables.retention.prune(finishedBefore, limit);
  }

  /** Prunes until nothing is left to remove; returns how many jobs it removed. */
  private long pruneAll(Instant finishedBefore) {
    long jobs = 0;
    boolean more = true;
    while (more) {
      Pruned pruned = prune(finishedBefore, 7);
      jobs += pruned.jobs();
      more = pruned.more();
    }
    return jobs;
  }

  private ExportJob plan(ExportConfiguration export) {
    Stream stream = tables.configurations.stream(export.tenant(), export.id()).orElseThrow();
    ExportJob job = Samples.job(export, stream);
    assertThat(tables.ledger.plan(job, NOW, NOW)).isTrue();
    return job;
  }

  private void deliver(ExportConfiguration export, Instant at) {
    commit(start(plan(export).id()), at);
  }

  /** As a stream that goes on no more has it. */
  private void deliverOneOfAStreamOfItsOwn(ExportConfiguration export) {
    deliver(export, NOW);
    UUID other = UUID.randomUUID();
    tables.database.run(
        tx -> {
          tx.update(
              """
              INSERT INTO streams (id, configuration_id, kind, prefix, cursor_position,
                received_through, next_sequence, next_ordinal)
              VALUES (?, ?, 'FORMER', ?, 10, 0, 2, 11)
              """,
              other,
              export.id().value(),
              other.toString());
          tx.update(
              """
              UPDATE export_jobs SET stream_id = ?, sequence = 1
              WHERE configuration_id = ? AND stream_id <> ? AND sequence = (
                SELECT next_sequence - 1 FROM streams s WHERE s.id = export_jobs.stream_id
                  AND s.kind = 'REGULAR')
              """,
              other,
              export.id().value(),
              other);
        });
  }

  private BackfillRequest request(ExportConfiguration export, long from, long to) {
    return new BackfillRequest(
        Samples.TENANT,
        export.id(),
        new StoragePath("again"),
        from - 1,
        to - 1,
        new Range(new Position(from), new Position(to)),
        Samples.settings(export));
  }

  private Creation creation(BackfillRequest request, Instant now) {
    return tables.backfills.create(request, request.receivedFrom(), now);
  }

  private Backfill create(BackfillRequest request) {
    Creation creation = creation(request, NOW);
    assertThat(creation).isInstanceOf(Creation.Done.class);
    return ((Creation.Done) creation).backfill();
  }

  private Backfill backfill(Backfill before) {
    return tables.backfills.find(Samples.TENANT, before.id()).orElseThrow();
  }

  private void deliver(Backfill backfill, long to) {
    commit(start(plan(backfill, to).id()), NOW);
  }

  private ExportJob plan(Backfill backfill, long to) {
    Stream at = tables.ledger.plannableBackfill(backfill.id()).orElseThrow().stream();
    ExportJob job =
        new ExportJob(
            new JobId(UUID.randomUUID()),
            Samples.TENANT,
            backfill.request().configuration(),
            backfill.id(),
            StreamKind.BACKFILL,
            backfill.request().prefix(),
            at.nextSequence(),
            NOW,
            new Range(at.cursor(), new Position(to)),
            at.receivedThrough(),
            to - 1,
            at.nextOrdinal(),
            backfill.request().settings(),
            JobStatus.PLANNED,
            Optional.empty(),
            true,
            0,
            NOW,
            Optional.empty());
    assertThat(tables.ledger.planBackfill(job)).isTrue();
    return job;
  }

  private Attempt start(JobId job) {
    Attempt attempt = tables.ledger.claim(job, NOW, NOW, NOW.plusSeconds(60)).orElseThrow();
    assertThat(tables.ledger.start(attempt, attempt.job().settings(), Samples.KEY, Position.ZERO))
        .isTrue();
    return attempt;
  }

  private void commit(Attempt attempt, Instant at) {
    assertThat(tables.ledger.recordObject(attempt, Samples.object("events/a"))).isTrue();
    Delivery delivery = new Delivery(10, 0, 0, List.of(Samples.object("events/a").key()));
    Samples.seal(tables.ledger, attempt);
    assertThat(tables.ledger.commit(attempt, delivery, at)).isTrue();
  }

  private ExportJob job(JobId id) {
    return tables.history.job(Samples.TENANT, id).orElseThrow().job();
  }

  private List<Long> sequences(ExportConfiguration export) {
    return tables.history.jobs(export.tenant(), export.id(), 100, Optional.empty()).stream()
        .map(JobView::job)
        .map(ExportJob::sequence)
        .toList();
  }

  private Redelivery redeliver(ExportConfiguration export, long job) {
    Answer answer =
        tables.redeliveries.request(
            new RedeliveryRequest(
                new RedeliveryId(UUID.randomUUID()),
                Samples.TENANT,
                export.id(),
                job,
                job,
                Position.ZERO,
                NOW));
    assertThat(answer).isInstanceOf(Answer.Accepted.class);
    return ((Answer.Accepted) answer).redelivery();
  }
}
