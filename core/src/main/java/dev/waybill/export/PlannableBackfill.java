package dev.waybill.export;

import static java.util.Objects.requireNonNull;

/**
 * A backfill, and how far its commits have come.
 *
 * @param committed what its finished jobs delivered; belongs to the stream's cursor
 * @param stream its last tick is the time of creation
 */
public record PlannableBackfill(Backfill backfill, Amount committed, Stream stream) {
  public PlannableBackfill {
    requireNonNull(backfill, "backfill is null");
    requireNonNull(committed, "committed is null");
    requireNonNull(stream, "stream is null");
  }
}
