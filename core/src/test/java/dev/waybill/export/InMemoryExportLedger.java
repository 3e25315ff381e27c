package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.log.Position;
import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.SignedDocument;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A control plane that lives as long as the test; one lock makes every method a transaction. */
public final class InMemoryExportLedger implements ExportLedger {
  private final InMemoryConfigurations configurations = new InMemoryConfigurations();
  private final Map<TenantId, Position> retainedFrom = new HashMap<>();
  private final InMemoryJobs jobs = new InMemoryJobs();
  private final List<Delivery> deliveries = new ArrayList<>();
  private final InMemoryManifests manifests = new InMemoryManifests();
  private final InMemoryBackfills backfills = new InMemoryBackfills(this);

  public synchronized void add(StorageIntegration integration, Credentials secret) {
    configurations.add(integration, secret);
  }

  public synchronized void add(ExportConfiguration configuration, Stream stream, Instant nextDue) {
    configurations.add(new ConfigurationRow(configuration, stream, nextDue));
  }

  /** Replaces a configuration by a later revision of itself. */
  public synchronized void change(ExportConfiguration changed) {
    row(changed.id()).configuration = changed;
    if (!changed.enabled()) {
      jobs.unfinished(changed.id()).ifPresent(job -> job.requested = false);
    }
  }

  /** Changes the location of an integration, and thereby of all exports linked to it. */
  public synchronized void move(IntegrationId integration, Location location) {
    configurations.move(integration, location);
  }

  /** Deletes an integration, and disables the exports that use it. */
  public synchronized void detach(IntegrationId integration) {
    configurations.all().stream()
        .map(row -> row.configuration)
        .filter(each -> each.integration().equals(integration))
        .filter(each -> configurations.existing(each.id()).isPresent())
        .forEach(each -> change(Samples.withEnabled(each, false)));
    configurations.delete(integration);
  }

  /** Its integration was deleted, and it does not end. */
  public synchronized boolean isDetached(ConfigurationId configuration) {
    return configurations.isDetached(row(configuration));
  }

  /** Retention gives up what lies below. */
  public synchronized void retainFrom(TenantId tenant, Position position) {
    retainedFrom.put(tenant, position);
  }

  /** Below what retention has given up events. */
  public synchronized Position retainedFrom(TenantId tenant) {
    return retainedFrom.getOrDefault(tenant, Position.ZERO);
  }

  public InMemoryBackfills backfills() {
    return backfills;
  }

  InMemoryManifests manifests() {
    return manifests;
  }

  InMemoryConfigurations configurations() {
    return configurations;
  }

  InMemoryJobs jobRows() {
    return jobs;
  }

  /** Keeps how far the streams are. */
  public synchronized InMemoryBackup backup() {
    return InMemoryBackup.of(this);
  }

  /**
   * Lets every stream go on under another id from where the backup has it. Configurations are at
   * once made again what they were; but those that the backup does not have are gone.
   */
  public synchronized List<InMemoryBackup.Succession> restore(
      InMemoryBackup backup, Supplier<StreamId> ids, Instant now) {
    return backup.restore(this, ids, now);
  }

  /** Deletes a configuration, whose stream ends from now on. */
  public synchronized void remove(ConfigurationId configuration, Instant now) {
    backfills.stopAll(configuration);
    boolean detached = isDetached(configuration);
    jobs.unfinished(configuration).ifPresent(job -> request(job.planned.id(), now));
    row(configuration).delete(now);
    if (detached) {
      jobs.unfinished(configuration).ifPresent(job -> job.status = JobStatus.CANCELLED);
      row(configuration).end();
    }
  }

  /** As if it had never been there. */
  synchronized void forget(ConfigurationId configuration) {
    configurations.forget(configuration);
  }

  /** Deleted, and its stream has ended. */
  public synchronized boolean hasEnded(ConfigurationId configuration) {
    ConfigurationRow row = row(configuration);
    return !row.exists() && !row.ends();
  }

  public synchronized ExportJob job(JobId id) {
    return jobs.get(id).toJob();
  }

  /** What a job has recorded as finished at the present location. */
  public synchronized List<DeliveredObject> finished(JobId id) {
    JobRow job = jobs.get(id);
    ConfigurationRow row = row(job.planned.configuration());
    return job.finishedAt(configurations.integration(row).location().toString());
  }

  /** What was committed, in that order. */
  synchronized List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  /** All jobs in the order in which they were planned. */
  public synchronized List<ExportJob> jobs() {
    return jobs.all().stream().map(JobRow::toJob).toList();
  }

  /** Where a configuration delivers now. */
  record Target(
      ExportConfiguration configuration,
      Stream stream,
      StorageIntegration integration,
      Credentials credentials) {}

  /** Empty if there is no such configuration, or no longer. */
  synchronized Optional<Target> target(ConfigurationId configuration) {
    return configurations
        .existing(configuration)
        .map(
            row -> {
              StorageIntegration integration = configurations.integration(row);
              Credentials secret = configurations.credentials(integration);
              return new Target(row.configuration, row.stream, integration, secret);
            });
  }

  /** A job with what belongs to it; empty if there is none of that id. */
  synchronized Optional<JobRow> row(JobId id) {
    return jobs.find(id);
  }

  /** The key that was pinned to a job. */
  synchronized Optional<KeyId> key(JobRow job) {
    return manifests.state(job.planned, job.place()).key();
  }

  /** The jobs of a stream that have succeeded, ascending. */
  synchronized List<JobRow> succeeded(StreamId stream) {
    return jobs.succeeded(stream);
  }

  @Override
  public synchronized List<ConfigurationId> due(Instant now, int limit) {
    return configurations.all().stream()
        .filter(row -> row.isDue(now))
        .filter(row -> jobs.unfinished(row.configuration.id()).isEmpty())
        .sorted(Comparator.comparing(row -> row.nextDue))
        .limit(limit)
        .map(row -> row.configuration.id())
        .toList();
  }

  @Override
  public synchronized Optional<Plannable> plannable(ConfigurationId configuration) {
    return configurations
        .find(configuration)
        .filter(row -> row.exists() || row.ends())
        .filter(row -> !configurations.isDetached(row))
        .map(
            row ->
                new Plannable(
                    row.configuration,
                    row.stream,
                    jobs.unfinished(configuration).map(JobRow::toJob),
                    row.nextDue,
                    row.deletedAt));
  }

  @Override
  public synchronized boolean plan(ExportJob job, Instant lastTick, Instant nextDue) {
    ConfigurationRow row = row(job.configuration());
    boolean follows = row.exists() && follows(job, row);
    if (follows) {
      row.stream = Samples.withLastTick(row.stream, lastTick);
      row.nextDue = nextDue;
      jobs.add(job);
    }
    return follows;
  }

  @Override
  public synchronized boolean planEnding(ExportJob job, Position end) {
    ConfigurationRow row = row(job.configuration());
    boolean follows = row.ends() && follows(job, row);
    if (follows) {
      row.endAt(end);
      row.nextDue = job.nextAttemptAt();
      jobs.add(job);
    }
    return follows;
  }

  private boolean follows(ExportJob job, ConfigurationRow row) {
    return row.configuration.revision() == job.settings().revision()
        && jobs.unfinished(job.configuration()).isEmpty()
        && follows(job, row.stream);
  }

  @Override
  public synchronized List<StreamId> backfillsToPlan(int limit) {
    return backfills.toPlan(limit);
  }

  @Override
  public synchronized Optional<PlannableBackfill> plannableBackfill(StreamId backfill) {
    return backfills.plannable(backfill);
  }

  @Override
  public synchronized boolean planBackfill(ExportJob job) {
    boolean next =
        backfills.stream(job.stream()).filter(stream -> follows(job, stream)).isPresent()
            && jobs.last(job.stream()).filter(last -> !last.isFinished()).isEmpty()
            && !isDetached(job.configuration());
    if (next) {
      jobs.add(job);
    }
    return next;
  }

  @Override
  public synchronized List<WaitingWork> runnable(
      WorkKind kind, Instant now, Instant leaseEndedBefore, Set<TenantId> except, int limit) {
    return jobs.all().stream()
        .filter(job -> job.kind() == kind)
        .filter(job -> !except.contains(job.planned.tenant()))
        .filter(job -> runnable(job, now, leaseEndedBefore))
        .sorted(Comparator.comparing(job -> job.nextAttemptAt))
        .limit(limit)
        .map(JobRow::waiting)
        .toList();
  }

  @Override
  public synchronized Optional<Attempt> claim(
      JobId id, Instant now, Instant leaseEndedBefore, Instant leaseUntil) {
    Optional<JobRow> found = jobs.find(id).filter(each -> runnable(each, now, leaseEndedBefore));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    JobRow job = found.get();
    ConfigurationRow row = row(job.planned.configuration());
    StorageIntegration integration = configurations.integration(row);
    String place = integration.location().toString();
    Leftovers leftovers = job.leftoversAt(place);
    job.claim(place, leaseUntil);
    return Optional.of(
        new Attempt(
            job.toJob(),
            row.configuration,
            integration,
            configurations.credentials(integration),
            job.finishedAt(place),
            leftovers,
            retainedFrom(job.planned.tenant()),
            manifests.state(job.planned, place)));
  }

  @Override
  public synchronized boolean renew(Attempt attempt, Instant leaseUntil) {
    return atItsPlace(attempt)
        .map(
            job -> {
              job.leaseUntil = leaseUntil;
              return true;
            })
        .orElse(false);
  }

  @Override
  public synchronized boolean start(
      Attempt attempt, PinnedSettings settings, KeyId key, Position heldFrom) {
    Optional<JobRow> found = atItsPlace(attempt);
    if (found.isEmpty()) {
      return false;
    }
    JobRow job = found.get();
    if (job.heldFrom.isEmpty()) {
      boolean backfill = job.planned.kind() == StreamKind.BACKFILL;
      if (!backfill
          && row(job.planned.configuration()).configuration.revision() != settings.revision()) {
        return false;
      }
      if (isGivenUp(job.planned, heldFrom)) {
        return false;
      }
      job.settings = backfill ? job.settings : settings;
      job.heldFrom = Optional.of(heldFrom);
    }
    manifests.pin(job.planned, key);
    job.attempts.getLast().leftovers = Leftovers.POSSIBLE;
    return true;
  }

  /** Whether something of the range from there on is. */
  private boolean isGivenUp(ExportJob job, Position heldFrom) {
    return heldFrom.compareTo(retainedFrom(job.tenant())) < 0
        && heldFrom.compareTo(job.range().to()) < 0;
  }

  @Override
  public synchronized boolean recordObject(Attempt attempt, DeliveredObject object) {
    Optional<JobRow> job = atItsPlace(attempt);
    job.ifPresent(row -> row.record(place(attempt), object));
    return job.isPresent();
  }

  @Override
  public synchronized void noteOtherBytes(Attempt attempt) {
    jobs.find(attempt.job().id()).ifPresent(job -> job.keptOtherBytes(attempt.job().attempt()));
  }

  @Override
  public synchronized boolean hasOtherBytes(Attempt attempt) {
    return jobs.find(attempt.job().id())
        .filter(job -> job.leftoversAt(place(attempt)) == Leftovers.STRANGE)
        .isPresent();
  }

  @Override
  public synchronized Optional<SignedDocument> sealOrigin(Attempt attempt, SignedDocument origin) {
    return atItsPlace(attempt).map(job -> manifests.sealOrigin(job.planned, job.place(), origin));
  }

  @Override
  public synchronized Optional<SignedDocument> seal(Attempt attempt, SignedDocument manifest) {
    return atItsPlace(attempt).map(job -> manifests.seal(job.planned, job.place(), manifest));
  }

  /** What was put besides the objects of a job that has succeeded. */
  synchronized Optional<DeliveredJob.Documents> documents(JobRow job) {
    return manifests.documents(job.planned, job.place());
  }

  @Override
  public synchronized boolean commit(Attempt attempt, Delivery delivery, Instant now) {
    Optional<JobRow> found = atItsPlace(attempt);
    if (found.isEmpty()) {
      return false;
    }
    JobRow job = found.get();
    Stream stream = stream(job.planned);
    if (!follows(job.planned, stream)) {
      return false;
    }
    manifests.commit(job.planned, job.place());
    job.status = JobStatus.SUCCEEDED;
    job.failure = Optional.empty();
    job.delivered = delivery;
    deliveries.add(delivery);
    Stream advanced = job.advance(stream, delivery);
    if (job.planned.kind() == StreamKind.BACKFILL) {
      Amount delivered = delivery.objects().isEmpty() ? Amount.NONE : put(job);
      backfills.commit(job, delivered, advanced, now);
    } else {
      ConfigurationRow row = row(job.planned.configuration());
      row.stream = advanced;
      if (row.isAtItsEnd()) {
        row.end();
      }
    }
    return true;
  }

  @Override
  public synchronized boolean fail(
      Attempt attempt, Failure failure, Leftovers leftovers, Instant now, Instant nextAttemptAt) {
    Optional<JobRow> job = jobs.fenced(attempt);
    job.ifPresent(
        row -> {
          row.end(leftovers);
          row.status = JobStatus.BLOCKED;
          row.leaseUntil = Instant.EPOCH;
          row.failure = Optional.of(failure);
          row.nextAttemptAt = nextAttemptAt;
          endIfItEnds(row);
        });
    jobs.endCancelledLease(attempt);
    return job.isPresent();
  }

  private void endIfItEnds(JobRow job) {
    ConfigurationRow row = row(job.planned.configuration());
    if (row.ends() && job.planned.kind() == StreamKind.REGULAR) {
      job.status = JobStatus.CANCELLED;
      row.end();
    }
  }

  @Override
  public synchronized boolean release(Attempt attempt, Leftovers leftovers, Instant now) {
    Optional<JobRow> job = jobs.fenced(attempt);
    job.ifPresent(
        row -> {
          row.end(leftovers);
          row.giveBack(now);
        });
    jobs.endCancelledLease(attempt);
    return job.isPresent();
  }

  @Override
  public synchronized boolean request(JobId id, Instant now) {
    Optional<JobRow> job =
        jobs.find(id)
            .filter(each -> !each.isFinished() && !isDetached(each.planned.configuration()));
    job.ifPresent(
        row -> {
          row.requested = true;
          row.nextAttemptAt = now;
        });
    return job.isPresent();
  }

  @Override
  public synchronized void endLeases(Instant now) {
    jobs.endLeases(now);
  }

  private boolean runnable(JobRow job, Instant now, Instant leaseEndedBefore) {
    return (job.requested || row(job.planned.configuration()).configuration.enabled())
        && !isDetached(job.planned.configuration())
        && job.mayBeClaimed(now, leaseEndedBefore);
  }

  private Optional<JobRow> atItsPlace(Attempt attempt) {
    return jobs.fenced(attempt)
        .filter(job -> !isDetached(job.planned.configuration()))
        .filter(
            job ->
                configurations
                    .integration(row(job.planned.configuration()))
                    .location()
                    .toString()
                    .equals(place(attempt)));
  }

  private static String place(Attempt attempt) {
    return attempt.integration().location().toString();
  }

  private static boolean follows(ExportJob job, Stream stream) {
    return job.stream().equals(stream.id())
        && job.sequence() == stream.nextSequence()
        && job.range().from().equals(stream.cursor())
        && job.receivedFrom() == stream.receivedThrough()
        && job.firstOrdinal() == stream.nextOrdinal();
  }

  Optional<ExportConfiguration> configuration(ConfigurationId id) {
    return configurations.existing(id).map(row -> row.configuration);
  }

  /** A regular stream as it was when it was added. */
  Stream start(ConfigurationId id) {
    return row(id).start;
  }

  Optional<JobRow> lastJob(StreamId stream) {
    return jobs.last(stream);
  }

  /** What a job has put at the present location. */
  Amount put(JobRow job) {
    return configurations.existing(job.planned.configuration()).isPresent()
        ? finished(job.planned.id()).stream()
            .map(object -> new Amount(object.events(), object.bytes()))
            .reduce(Amount.NONE, Amount::plus)
        : Amount.NONE;
  }

  private Stream stream(ExportJob job) {
    return job.kind() == StreamKind.BACKFILL
        ? backfills.stream(job.stream()).orElseThrow()
        : row(job.configuration()).stream;
  }

  private ConfigurationRow row(ConfigurationId id) {
    return configurations.row(id);
  }
}
