package dev.waybill.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a backup of an {@link InMemoryExportLedger} knows of its streams. */
public final class InMemoryBackup {
  private final Map<ConfigurationId, Regular> regular = new HashMap<>();
  private final List<OfBackfill> backfills;

  /** How far a stream was, and what one that continues it says of its manifests. */
  record Saved(Stream stream, ManifestState.Former former) {
    static Saved of(Stream stream, InMemoryManifests manifests) {
      return new Saved(stream, manifests.former(stream));
    }

    /** The stream under another id, from job 1. */
    Stream succeed(StreamId successor, InMemoryManifests manifests) {
      manifests.succeed(successor, former);
      return new Stream(
          successor,
          stream.configuration(),
          stream.cursor(),
          stream.receivedThrough(),
          1,
          1,
          stream.lastTick());
    }
  }

  /**
   * A regular stream.
   *
   * @param nextDue empty if a job was open, which had its tick
   */
  private record Regular(Saved saved, Optional<Instant> nextDue) {}

  /** A backfill, with its stream. */
  record OfBackfill(Saved saved, BackfillRow row) {}

  /**
   * A stream that goes on under another id.
   *
   * @param going whether it does by itself
   */
  public record Succession(StreamId former, Stream successor, boolean going) {}

  private InMemoryBackup(List<OfBackfill> backfills) {
    this.backfills = List.copyOf(backfills);
  }

  static InMemoryBackup of(InMemoryExportLedger ledger) {
    InMemoryBackup backup = new InMemoryBackup(ledger.backfills().backup());
    ledger.configurations().all().stream()
        .filter(ConfigurationRow::exists)
        .forEach(row -> backup.keep(row, ledger));
    return backup;
  }

  private void keep(ConfigurationRow row, InMemoryExportLedger ledger) {
    ConfigurationId id = row.configuration.id();
    boolean open = ledger.jobRows().unfinished(id).isPresent();
    regular.put(
        id,
        new Regular(
            Saved.of(row.stream, ledger.manifests()),
            open ? Optional.empty() : Optional.of(row.nextDue)));
  }

  /** Whether it has that export. */
  public boolean has(ConfigurationId configuration) {
    return regular.containsKey(configuration);
  }

  List<Succession> restore(InMemoryExportLedger ledger, Supplier<StreamId> ids, Instant now) {
    ledger.jobRows().all().stream().filter(job -> !job.isFinished()).forEach(JobRow::cancel);
    List<Succession> successions = new ArrayList<>();
    for (ConfigurationRow row : ledger.configurations().all()) {
      Optional<Regular> kept = Optional.ofNullable(regular.get(row.configuration.id()));
      if (kept.isEmpty() && row.exists()) {
        row.delete(now);
      }
      if (row.exists()) {
        Saved saved = kept.orElseThrow().saved();
        row.nextDue = kept.get().nextDue().orElse(now);
        row.stream = saved.succeed(ids.get(), ledger.manifests());
        successions.add(new Succession(saved.stream().id(), row.stream, true));
      } else {
        row.end();
      }
    }
    successions.addAll(ledger.backfills().restore(backfills));
    return successions;
  }
}
