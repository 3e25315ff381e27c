package dev.waybill.export;

import static java.util.Objects.requireNonNull;

/**
 * Everything besides the range that shapes the names and contents of a job's objects. Pinned in the
 * job's row before the first put, so that every attempt makes the same.
 *
 * @param revision the configuration's, from which these were taken
 * @param encoder name, version and level of what compresses, such as {@code gkl-0.9.1-2}
 * @param blockBytes uncompressed bytes that are compressed as one
 * @param partBytes uncompressed bytes at which a part ends
 * @param openHours how many event hours are exported in one pass at most
 */
public record PinnedSettings(
    long revision,
    Selection selection,
    OutputSettings output,
    String encoder,
    int blockBytes,
    long partBytes,
    int openHours) {

  public PinnedSettings {
    requireNonNull(selection, "selection is null");
    requireNonNull(output, "output is null");
    requireNonNull(encoder, "encoder is null");
  }
}
