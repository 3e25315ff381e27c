package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Attempt;
import dev.waybill.export.Delivery;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.JobPlace;
import dev.waybill.export.JobStatus;
import dev.waybill.export.JobTask;
import dev.waybill.export.JobView;
import dev.waybill.export.Leftovers;
import dev.waybill.export.Samples;
import dev.waybill.export.Stream;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlExportHistoryTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final Instant NOW = Samples.NOW;
  private static final Failure REFUSED = Samples.failure(Fault.CUSTOMER, "ACCESS_DENIED");

  private final Tables tables;
  private final ExportConfiguration configuration;

  SqlExportHistoryTest(@TempDir Path folder) {
    tables = new Tables(folder);
    configuration = tables.create(ACME, "first");
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void pagesThroughTheJobsNewestFirst() {
    for (int i = 1; i <= 3; i++) {
      deliver("events/a" + i, "events/b" + i);
    }
    ExportJob open = plan();

    List<JobView> page = tables.history.jobs(ACME, configuration.id(), 2, Optional.empty());
    assertThat(page).extracting(view -> view.job().sequence()).containsExactly(4L, 3L);
    assertThat(page.getFirst())
        .isEqualTo(
            new JobView(open, 0, 0, 0, List.of(), List.of(), tables.time.now(), Optional.empty()));
    assertThat(page.getLast().objects())
        .containsExactly(Samples.object("events/a3"), Samples.object("events/b3"));
    assertThat(page.getLast().events()).isEqualTo(20);
    assertThat(page.getLast().finishedAt()).contains(NOW);
    assertThat(tables.history.jobs(ACME, configuration.id(), 10, after(3)))
        .extracting(view -> view.job().sequence())
        .containsExactly(2L, 1L);
    assertThat(tables.history.jobs(ACME, configuration.id(), 10, after(1))).isEmpty();
  }

  private Optional<JobPlace> after(long sequence) {
    return Optional.of(
        new JobPlace(
            tables.configurations.stream(ACME, configuration.id()).orElseThrow().id(), sequence));
  }

  @Test
  void showsTheObjectsOfTheLastPlaceOnly() {
    ExportJob job = plan();
    Attempt first = claim(job);
    tables.ledger.start(first, Samples.settings(configuration), Samples.KEY, Position.ZERO);
    tables.ledger.recordObject(first, Samples.object("events/a"));
    tables.ledger.release(first, Leftovers.NONE, NOW);
    assertThat(tables.history.job(ACME, job.id()).orElseThrow().objects()).hasSize(1);

    tables.move(ACME, configuration.integration(), Samples.location("second"));
    claim(job);

    assertThat(tables.history.job(ACME, job.id()).orElseThrow().objects()).isEmpty();
  }

  @Test
  void namesWhatAJobPutThatExpiredWholeAsUncommitted() {
    ExportJob job = plan();
    Attempt attempt = claim(job);
    tables.ledger.start(attempt, Samples.settings(configuration), Samples.KEY, Position.ZERO);
    tables.ledger.recordObject(attempt, Samples.object("events/a"));
    Samples.seal(tables.ledger, attempt);
    tables.ledger.commit(attempt, new Delivery(0, 0, 10, List.of()), NOW);

    JobView view = tables.history.job(ACME, job.id()).orElseThrow();

    assertThat(view.expired()).isEqualTo(10);
    assertThat(view.objects()).isEmpty();
    assertThat(view.uncommitted()).containsExactly(Samples.object("events/a"));
  }

  @Test
  void countsWhatWasSuppressedAndWhatExpired() {
    ExportJob job = plan();
    Attempt attempt = claim(job);
    tables.ledger.start(attempt, Samples.settings(configuration), Samples.KEY, new Position(3));
    tables.ledger.recordObject(attempt, Samples.object("events/a"));
    Samples.seal(tables.ledger, attempt);
    tables.ledger.commit(
        attempt, new Delivery(5, 2, 3, List.of(Samples.object("events/a").key())), NOW);

    JobView view = tables.history.job(ACME, job.id()).orElseThrow();

    assertThat(view.events()).isEqualTo(5);
    assertThat(view.suppressed()).isEqualTo(2);
    assertThat(view.expired()).isEqualTo(3);
    assertThat(view.objects()).containsExactly(Samples.object("events/a"));
    assertThat(view.uncommitted()).isEmpty();
    assertThat(view.job().heldFrom()).contains(new Position(3));
  }

  @Test
  void tellsHowEachAttemptEnded() {
    ExportJob job = plan();
    Attempt failed = claim(job);
    tables.ledger.fail(failed, REFUSED, Leftovers.NONE, NOW.plusSeconds(1), NOW);
    tables.ledger.release(claim(job), Leftovers.NONE, NOW);
    claim(job);
    tables.ledger.endLeases(NOW.plusSeconds(3));
    Instant later = NOW.plusSeconds(10);
    assertThat(tables.ledger.claim(job.id(), later, NOW, later)).isPresent();
    Instant muchLater = later.plusSeconds(60);
    Attempt last =
        tables
            .ledger
            .claim(job.id(), muchLater, muchLater, muchLater.plusSeconds(60))
            .orElseThrow();
    tables.ledger.start(last, Samples.settings(configuration), Samples.KEY, Position.ZERO);
    Samples.seal(tables.ledger, last);
    tables.ledger.commit(last, new Delivery(0, 0, 0, List.of()), muchLater);

    List<JobTask> tasks = tables.history.tasks(ACME, job.id());

    assertThat(tasks)
        .extracting(JobTask::status)
        .containsExactly(
            JobTask.Status.FAILED,
            JobTask.Status.CANCELLED,
            JobTask.Status.FAILED,
            JobTask.Status.FAILED,
            JobTask.Status.SUCCEEDED);
    assertThat(tasks).extracting(JobTask::attempt).containsExactly(1, 2, 3, 4, 5);
    assertThat(tasks).extracting(JobTask::id).doesNotHaveDuplicates();
    assertThat(tasks.getFirst().failure()).contains(REFUSED);
    assertThat(tasks.getFirst().endedAt()).contains(NOW.plusSeconds(1));
    assertThat(tasks.get(2).failure().orElseThrow().code()).isEqualTo("ATTEMPT_LOST");
    assertThat(tasks.get(3).endedAt()).contains(muchLater);
    assertThat(tables.history.tasks(ACME, job.id())).isEqualTo(tasks);
  }

  @Test
  void showsATenantItsOwnOnly() {
    tables.create(OTHER, "second");
    ExportJob job = plan();
    claim(job);

    assertThat(tables.history.jobs(OTHER, configuration.id(), 10, Optional.empty())).isEmpty();
    assertThat(tables.history.job(OTHER, job.id())).isEmpty();
    assertThat(tables.history.tasks(OTHER, job.id())).isEmpty();
  }

  private void deliver(String... keys) {
    ExportJob job = plan();
    Attempt attempt = claim(job);
    tables.ledger.start(attempt, Samples.settings(configuration), Samples.KEY, Position.ZERO);
    for (String key : keys) {
      tables.ledger.recordObject(attempt, Samples.object(key));
    }
    Delivery delivery =
        new Delivery(
            20, 0, 0, List.of(keys).stream().map(key -> Samples.object(key).key()).toList());
    Samples.seal(tables.ledger, attempt);
    assertThat(tables.ledger.commit(attempt, delivery, NOW)).isTrue();
    assertThat(tables.history.job(ACME, job.id()).orElseThrow().job().status())
        .isEqualTo(JobStatus.SUCCEEDED);
  }

  private ExportJob plan() {
    Stream stream = tables.configurations.stream(ACME, configuration.id()).orElseThrow();
    ExportJob job = Samples.job(configuration, stream);
    assertThat(tables.ledger.plan(job, NOW, NOW.plusSeconds(3600))).isTrue();
    return job;
  }

  private Attempt claim(ExportJob job) {
    return tables.ledger.claim(job.id(), NOW, NOW, NOW.plusSeconds(60)).orElseThrow();
  }
}
