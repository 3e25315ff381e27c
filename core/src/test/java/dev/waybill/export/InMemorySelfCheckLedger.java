package dev.waybill.export;

import dev.waybill.manifest.Decoded;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Shows the jobs of an {@link InMemoryExportLedger}, and lets a test alter what it keeps. */
public final class InMemorySelfCheckLedger implements SelfCheckLedger {
  private final InMemoryExportLedger ledger;
  private final Map<JobId, UnaryOperator<SealedJob>> alterations = new HashMap<>();
  private Runnable afterFind = () -> {};

  public InMemorySelfCheckLedger(InMemoryExportLedger ledger) {
    this.ledger = ledger;
  }

  /** From now on keeps something else of a job. */
  void alter(JobId job, UnaryOperator<SealedJob> alteration) {
    alterations.put(job, alteration);
  }

  /** Runs after a job was found. */
  void afterFind(Runnable action) {
    afterFind = action;
  }

  @Override
  public List<JobId> jobs(UUID from, int limit) {
    List<JobId> all =
        ledger.jobs().stream()
            .map(ExportJob::id)
            .sorted(Comparator.comparing(JobId::toString))
            .toList();
    return Stream.concat(
            all.stream().filter(id -> id.toString().compareTo(from.toString()) >= 0),
            all.stream().filter(id -> id.toString().compareTo(from.toString()) < 0))
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<SealedJob> find(JobId id) {
    Optional<SealedJob> found = ledger.row(id).flatMap(this::kept);
    afterFind.run();
    return found;
  }

  private Optional<SealedJob> kept(JobRow job) {
    if (job.status != JobStatus.SUCCEEDED) {
      return Optional.empty();
    }
    return ledger
        .documents(job)
        .map(
            documents ->
                new SealedJob(
                    job.toJob(),
                    ledger.key(job),
                    new Decoded.Accepted<>(documents.manifest()),
                    before(job.planned),
                    job.delivered,
                    job.finishedAt(job.place())))
        .map(kept -> alterations.getOrDefault(kept.job().id(), any -> any).apply(kept));
  }

  private SealedJob.Before before(ExportJob job) {
    return ledger.succeeded(job.stream()).stream()
        .filter(other -> other.planned.sequence() == job.sequence() - 1)
        .findFirst()
        .flatMap(ledger::documents)
        .<SealedJob.Before>map(documents -> new SealedJob.Before.Known(documents.manifest()))
        .orElseGet(SealedJob.Before.None::new);
  }
}
