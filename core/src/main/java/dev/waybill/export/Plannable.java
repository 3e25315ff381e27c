package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What planning a job starts from.
 *
 * @param nextDue when the next regular job is to be planned, as stored
 * @param deletedAt of a configuration that is deleted, and whose stream has not ended yet
 */
public record Plannable(
    ExportConfiguration configuration,
    Stream stream,
    Optional<ExportJob> unfinished,
    Instant nextDue,
    Optional<Instant> deletedAt) {
  public Plannable {
    requireNonNull(configuration, "configuration is null");
    requireNonNull(stream, "stream is null");
    requireNonNull(unfinished, "unfinished is null");
    requireNonNull(nextDue, "nextDue is null");
    requireNonNull(deletedAt, "deletedAt is null");
  }
}
