package dev.waybill.export;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The jobs of an {@link InMemoryExportLedger}, which sees to it that one thread is here. */
final class InMemoryJobs {
  private final Map<JobId, JobRow> jobs = new LinkedHashMap<>();

  void add(ExportJob planned) {
    jobs.put(planned.id(), new JobRow(planned));
  }

  /** In the order in which they were planned. */
  Collection<JobRow> all() {
    return jobs.values();
  }

  Optional<JobRow> find(JobId id) {
    return Optional.ofNullable(jobs.get(id));
  }

  JobRow get(JobId id) {
    return Objects.requireNonNull(jobs.get(id), "no such job");
  }

  /** The one of the configuration's regular stream. */
  Optional<JobRow> unfinished(ConfigurationId configuration) {
    return jobs.values().stream()
        .filter(job -> job.planned.configuration().equals(configuration) && !job.isFinished())
        .filter(job -> job.planned.kind() == StreamKind.REGULAR)
        .findAny();
  }

  Optional<JobRow> last(StreamId stream) {
    return jobs.values().stream()
        .filter(job -> job.planned.stream().equals(stream))
        .reduce((_, later) -> later);
  }

  /** Ascending. */
  List<JobRow> succeeded(StreamId stream) {
    return jobs.values().stream()
        .filter(job -> job.planned.stream().equals(stream) && job.status == JobStatus.SUCCEEDED)
        .sorted(Comparator.comparingLong(job -> job.planned.sequence()))
        .toList();
  }

  /** The attempt's job, unless another attempt or a cancellation was ahead. */
  Optional<JobRow> fenced(Attempt attempt) {
    return find(attempt.job().id())
        .filter(job -> job.status == JobStatus.RUNNING)
        .filter(job -> job.attempts.size() == attempt.job().attempt());
  }

  void endLeases(Instant now) {
    jobs.values().stream()
        .filter(job -> job.status == JobStatus.RUNNING)
        .forEach(job -> job.giveBack(now));
    jobs.values().forEach(job -> job.leaseUntil = Instant.EPOCH);
  }

  /** Of the last attempt at a job that was cancelled, though it may be open again. */
  void endCancelledLease(Attempt attempt) {
    find(attempt.job().id())
        .filter(job -> job.status != JobStatus.RUNNING)
        .filter(job -> job.attempts.size() == attempt.job().attempt())
        .ifPresent(job -> job.leaseUntil = Instant.EPOCH);
  }
}
