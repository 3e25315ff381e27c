package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.integration.IntegrationId;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The redeliveries of an {@link InMemoryExportLedger}'s jobs. */
public final class InMemoryRedeliveries implements Redeliveries, RedeliveryLedger {
  private final InMemoryExportLedger exports;
  private final Map<RedeliveryId, RedeliveryRow> rows = new LinkedHashMap<>();

  public InMemoryRedeliveries(InMemoryExportLedger exports) {
    this.exports = exports;
  }

  /** Ends what is under way of a configuration that is deleted. */
  public synchronized void cancelAll(ConfigurationId configuration, Instant now) {
    rows.values().stream()
        .filter(row -> row.toRedelivery().configuration().equals(configuration))
        .filter(row -> row.status.isOpen())
        .forEach(row -> row.finish(Redelivery.Status.CANCELLED, now));
  }

  /** Lets the blocked ones of an integration try again now. */
  public synchronized void wake(IntegrationId integration, Instant now) {
    rows.values().stream()
        .filter(row -> row.status == Redelivery.Status.BLOCKED)
        .filter(
            row ->
                exports
                    .target(row.toRedelivery().configuration())
                    .filter(target -> target.integration().id().equals(integration))
                    .isPresent())
        .forEach(row -> row.nextAttemptAt = now);
  }

  @Override
  public synchronized Answer request(RedeliveryRequest request) {
    Optional<InMemoryExportLedger.Target> target =
        exports
            .target(request.configuration())
            .filter(found -> found.configuration().tenant().equals(request.tenant()));
    if (target.isEmpty()) {
      return new Answer.NotFound();
    }
    if (exports.isDetached(request.configuration())) {
      return new Answer.Detached();
    }
    StreamId stream = target.get().stream().id();
    String place = target.get().integration().location().toString();
    return overlapping(request)
        .map(request::underWay)
        .or(() -> jobs(request, stream, place).refusal(request))
        .or(() -> request.tooMany(open(request.configuration()).count()))
        .orElseGet(
            () -> {
              Redelivery accepted = request.accepted(stream, place);
              rows.put(accepted.id(), new RedeliveryRow(accepted));
              return new Answer.Accepted(accepted);
            });
  }

  private Optional<Redelivery> overlapping(RedeliveryRequest request) {
    return open(request.configuration())
        .filter(other -> other.fromSequence() <= request.toSequence())
        .filter(other -> other.toSequence() >= request.fromSequence())
        .findFirst();
  }

  private Stream<Redelivery> open(ConfigurationId configuration) {
    return rows.values().stream()
        .map(RedeliveryRow::toRedelivery)
        .filter(other -> other.status().isOpen())
        .filter(other -> other.configuration().equals(configuration));
  }

  private RedeliverableJobs jobs(RedeliveryRequest request, StreamId stream, String place) {
    List<JobRow> jobs = exports.succeeded(stream);
    return new RedeliverableJobs(
        jobs.stream().mapToLong(job -> job.planned.sequence()).min().orElse(0),
        jobs.stream().mapToLong(job -> job.planned.sequence()).max().orElse(0),
        jobs.stream()
                .filter(job -> !job.delivered.objects().isEmpty())
                .filter(job -> job.heldFrom.orElseThrow().compareTo(request.heldFrom()) < 0)
                .mapToLong(job -> job.planned.sequence())
                .max()
                .orElse(0)
            + 1,
        jobs.stream()
            .filter(job -> !job.place().equals(place))
            .map(job -> job.planned.sequence())
            .filter(sequence -> sequence >= request.fromSequence())
            .filter(sequence -> sequence <= request.toSequence())
            .limit(RedeliverableJobs.MOST_NAMED + 1)
            .toList());
  }

  @Override
  public synchronized Optional<Redelivery> find(TenantId tenant, RedeliveryId id) {
    return Optional.ofNullable(rows.get(id))
        .map(RedeliveryRow::toRedelivery)
        .filter(redelivery -> redelivery.tenant().equals(tenant));
  }

  @Override
  public synchronized List<Redelivery> list(
      TenantId tenant, ConfigurationId configuration, int limit, Optional<RedeliveryId> after) {
    List<Redelivery> all =
        rows.values().stream()
            .map(RedeliveryRow::toRedelivery)
            .filter(redelivery -> redelivery.tenant().equals(tenant))
            .filter(redelivery -> redelivery.configuration().equals(configuration))
            .sorted(
                Comparator.comparing(Redelivery::createdAt)
                    .thenComparing(redelivery -> redelivery.id().toString())
                    .reversed())
            .toList();
    Predicate<Redelivery> notReached =
        redelivery -> after.filter(last -> !redelivery.id().equals(last)).isPresent();
    return all.stream().dropWhile(notReached).skip(after.isPresent() ? 1 : 0).limit(limit).toList();
  }

  @Override
  public synchronized Optional<Redelivery> cancel(TenantId tenant, RedeliveryId id, Instant now) {
    if (find(tenant, id).filter(found -> found.status().isOpen()).isPresent()) {
      Optional.ofNullable(rows.get(id))
          .ifPresent(row -> row.finish(Redelivery.Status.CANCELLED, now));
    }
    return find(tenant, id);
  }

  @Override
  public synchronized List<WaitingWork> runnable(
      Instant now, Instant leaseEndedBefore, Set<TenantId> except, int limit) {
    return rows.values().stream()
        .filter(row -> isRunnable(row, now, leaseEndedBefore))
        .map(RedeliveryRow::toRedelivery)
        .filter(redelivery -> !except.contains(redelivery.tenant()))
        .sorted(Comparator.comparing(Redelivery::nextAttemptAt))
        .limit(limit)
        .map(
            each ->
                new WaitingWork(
                    each.id().value(), each.tenant(), each.configuration(), each.nextAttemptAt()))
        .toList();
  }

  @Override
  public synchronized Optional<RedeliveryAttempt> claim(
      RedeliveryId id, Instant now, Instant leaseEndedBefore, Instant leaseUntil) {
    return Optional.ofNullable(rows.get(id))
        .filter(row -> isRunnable(row, now, leaseEndedBefore))
        .map(
            row -> {
              row.status = Redelivery.Status.RUNNING;
              row.attempt++;
              row.leaseUntil = Optional.of(leaseUntil);
              Redelivery claimed = row.toRedelivery();
              InMemoryExportLedger.Target target =
                  exports.target(claimed.configuration()).orElseThrow();
              return new RedeliveryAttempt(claimed, target.integration(), target.credentials());
            });
  }

  private boolean isRunnable(RedeliveryRow row, Instant now, Instant leaseEndedBefore) {
    return row.runnable(now, leaseEndedBefore)
        && !exports.isDetached(row.toRedelivery().configuration());
  }

  @Override
  public synchronized boolean renew(RedeliveryAttempt attempt, Instant leaseUntil) {
    return change(atItsPlace(attempt), row -> row.leaseUntil = Optional.of(leaseUntil));
  }

  @Override
  public synchronized Optional<DeliveredJob> job(RedeliveryAttempt attempt, long sequence) {
    return exports.succeeded(attempt.redelivery().stream()).stream()
        .filter(job -> job.planned.sequence() == sequence)
        .map(job -> new DeliveredJob(job.toJob(), job.delivered.objects(), exports.documents(job)))
        .findFirst();
  }

  @Override
  public synchronized boolean advance(
      RedeliveryAttempt attempt, long sequence, long put, long present, Instant now) {
    return change(
        atItsPlace(attempt).filter(row -> row.nextSequence == sequence),
        row -> {
          row.nextSequence++;
          row.put += put;
          row.present += present;
          row.failure = Optional.empty();
          if (sequence == attempt.redelivery().toSequence()) {
            row.finish(Redelivery.Status.SUCCEEDED, now);
          }
        });
  }

  @Override
  public synchronized boolean block(
      RedeliveryAttempt attempt, Failure failure, Instant nextAttemptAt) {
    return change(
        current(attempt),
        row -> {
          row.giveBack(nextAttemptAt);
          row.status = Redelivery.Status.BLOCKED;
          row.failure = Optional.of(failure);
        });
  }

  @Override
  public synchronized boolean fail(RedeliveryAttempt attempt, Failure failure, Instant now) {
    return change(
        current(attempt),
        row -> {
          row.finish(Redelivery.Status.FAILED, now);
          row.failure = Optional.of(failure);
        });
  }

  @Override
  public synchronized boolean release(RedeliveryAttempt attempt, Instant now) {
    return change(current(attempt), row -> row.giveBack(now));
  }

  @Override
  public synchronized void endLeases(Instant now) {
    rows.values().stream()
        .filter(row -> row.leaseUntil.isPresent())
        .forEach(row -> row.giveBack(now));
  }

  private Optional<RedeliveryRow> current(RedeliveryAttempt attempt) {
    return Optional.ofNullable(rows.get(attempt.redelivery().id()))
        .filter(row -> row.leaseUntil.isPresent())
        .filter(row -> row.attempt == attempt.redelivery().attempt());
  }

  private Optional<RedeliveryRow> atItsPlace(RedeliveryAttempt attempt) {
    Redelivery redelivery = attempt.redelivery();
    return current(attempt)
        .filter(_ -> !exports.isDetached(redelivery.configuration()))
        .filter(
            _ ->
                exports
                    .target(redelivery.configuration())
                    .map(target -> target.integration().location().toString())
                    .filter(redelivery.place()::equals)
                    .isPresent());
  }

  private static boolean change(Optional<RedeliveryRow> row, Consumer<RedeliveryRow> how) {
    row.ifPresent(how);
    return row.isPresent();
  }
}
