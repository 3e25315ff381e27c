package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import java.time.Duration;

/** How much the deliveries may use. */
public record ExportSettings(
    @Setting(
            about =
                "How many export jobs run at a time. Attempts after a failure, and backfills with"
                    + " redeliveries, get half of them at most.",
            absent = "32",
            least = "1",
            most = "1000")
        int concurrentJobs,
    @Setting(
            about = "How many of them may be one tenant's.",
            absent = "4",
            least = "1",
            most = "1000")
        int jobsPerTenant,
    @Setting(
            about = "How much of the log one job covers at most.",
            absent = "1GiB",
            least = "1MiB",
            most = "64GiB")
        ByteSize jobSize,
    @Setting(
            about = "Uncompressed bytes after which an object ends and the next begins.",
            absent = "256MiB",
            least = "1MiB",
            most = "16GiB")
        ByteSize partSize,
    @Setting(
            about = "For how many event hours a job has objects open at a time.",
            absent = "24",
            least = "1",
            most = "1000")
        int openHours,
    @Setting(
            about = "Memory for all open objects together.",
            absent = "96MiB",
            least = "8MiB",
            most = "64GiB")
        ByteSize memory,
    @Setting(
            about = "How long one request to a customer's storage may take.",
            absent = "30s",
            least = "1s",
            most = "30s")
        Duration requestTimeout) {
  /** Parts are numbered with four digits, and most are not full. */
  private static final int MOST_PARTS = 2_499;

  public ExportSettings {
    if (jobSize.bytes() / partSize.bytes() > MOST_PARTS) {
      throw new InvalidInput(
          "part-size", "is at least export.job-size, " + jobSize + ", divided by " + MOST_PARTS);
    }
  }
}
