package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What planning a job starts from.
 *
 * @param nextDue when the next regular job is to be planned, as stored
 */
public record Plannable(
    ExportConfiguration configuration,
    Stream stream,
    Optional<ExportJob> unfinished,
    Instant nextDue) {
  public Plannable {
    requireNonNull(configuration, "configuration is null");
    requireNonNull(stream, "stream is null");
    requireNonNull(unfinished, "unfinished is null");
    requireNonNull(nextDue, "nextDue is null");
  }
}
