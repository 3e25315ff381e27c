package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import java.time.Duration;
import java.util.Optional;

/** How long things are kept, and how much of them. */
public record RetentionSettings(
    @Setting(
            about =
                "For how long events are kept after their receipt. What an existing export has not"
                    + " delivered is kept longer, up to the hard limit. Tenants may have days of"
                    + " their own.",
            absent = "30d",
            least = "1d",
            most = "36500d")
        Duration events,
    @Setting(
            about =
                "After how long events are removed though an export has not delivered them; half of"
                    + " it before, the export is reported as at risk. What is lost is counted in"
                    + " the next delivery. Tenants may have days of their own.",
            absent = "90d",
            least = "1d",
            most = "36500d")
        Duration hardLimit,
    @Setting(
            about =
                "How many bytes the events of one tenant may take, before compression. Beyond it"
                    + " only that tenant's events are refused. Absent: no limit. Tenants may have"
                    + " a quota of their own.")
        Optional<ByteSize> storageQuota,
    @Setting(
            about =
                "For how long finished jobs and redeliveries are shown; the last job of an export is"
                    + " always.",
            absent = "400d",
            least = "1d",
            most = "36500d")
        Duration jobHistory) {

  public RetentionSettings {
    if (storageQuota.filter(quota -> quota.bytes() == 0).isPresent()) {
      throw new InvalidInput("storage-quota", "is more than nothing");
    }
    if (hardLimit.compareTo(events) < 0) {
      throw new InvalidInput("hard-limit", "is not shorter than retention.events");
    }
  }
}
