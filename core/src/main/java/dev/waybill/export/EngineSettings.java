package dev.waybill.export;

import dev.waybill.fault.InvalidInput;
import dev.waybill.format.Encoders;
import java.time.Duration;

/**
 * What the operator may set about exports.
 *
 * @param workers how many jobs run at once; each needs, besides the buffers, a block of the log and
 *     a few hundred bytes for each folder and part of its job: with the defaults 2 MB at most
 * @param workersPerTenant how many of them may be one tenant's
 * @param jobBytes bytes of the log that a job covers at most, in whole blocks
 * @param jobPartitions folders that a job writes to before it is cut
 * @param partBytes uncompressed bytes at which a part ends
 * @param openHours event hours (or days, by the layout) that are exported in one pass at most
 * @param blockBytes uncompressed bytes that are compressed as one
 * @param bufferBytes memory for all open objects together
 * @param lease how long an attempt may work without a sign of life
 * @param requestTimeout after which no request to a store is under way any more
 */
public record EngineSettings(
    int workers,
    int workersPerTenant,
    long jobBytes,
    int jobPartitions,
    long partBytes,
    int openHours,
    int blockBytes,
    long bufferBytes,
    Duration lease,
    Duration requestTimeout) {
  private static final long MEBIBYTE = 1 << 20;

  public static final EngineSettings DEFAULTS =
      new EngineSettings(
          32,
          4,
          1024 * MEBIBYTE,
          4_000,
          256 * MEBIBYTE,
          24,
          2 * (int) MEBIBYTE,
          96 * MEBIBYTE,
          Duration.ofMinutes(2),
          Duration.ofSeconds(30));

  public EngineSettings {
    check(workers >= 1, "workers", "must be at least 1");
    check(workersPerTenant >= 1, "workersPerTenant", "must be at least 1");
    check(jobBytes >= 1, "jobBytes", "must be at least 1");
    check(jobPartitions >= 1, "jobPartitions", "must be at least 1");
    check(openHours >= 1, "openHours", "must be at least 1");
    check(blockBytes >= 1024, "blockBytes", "must be at least 1 KiB");
    check(partBytes >= 1, "partBytes", "must be at least 1");
    // A part is at least half full on average, and a job exceeds its bytes by a block of the log.
    check(
        jobBytes / partBytes <= ObjectNames.MOST_PARTS / 4,
        "partBytes",
        "is too small for jobBytes: a job has at most 9999 parts in a folder");
    check(bufferBytes >= 4L * blockBytes, "bufferBytes", "must be at least four times blockBytes");
    check(requestTimeout.isPositive(), "requestTimeout", "must be positive");
    check(
        lease.compareTo(requestTimeout.multipliedBy(3)) >= 0,
        "lease",
        "must be at least three times requestTimeout, so that a request ends within it");
  }

  /** What a job of that configuration is pinned to on this machine. */
  PinnedSettings pin(ExportConfiguration configuration, Encoders encoders) {
    return new PinnedSettings(
        configuration.revision(),
        configuration.selection(),
        configuration.output(),
        encoders.preferred(configuration.output().compression()),
        blockBytes,
        partBytes,
        openHours);
  }

  private static void check(boolean valid, String field, String rule) {
    if (!valid) {
      throw new InvalidInput(field, "Export setting " + field + " " + rule + ".");
    }
  }
}
