package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** What planning a job starts from. */
public record Plannable(
    ExportConfiguration configuration, Stream stream, Optional<ExportJob> unfinished) {
  public Plannable {
    requireNonNull(configuration, "configuration is null");
    requireNonNull(stream, "stream is null");
    requireNonNull(unfinished, "unfinished is null");
  }
}
