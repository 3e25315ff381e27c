package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import dev.waybill.tenant.IngestRate;
import java.util.Optional;

/** What a request with events may hold. */
public record IngestSettings(
    @Setting(
            about = "Bytes a request may have after decompression.",
            absent = "16MiB",
            least = "1KiB",
            most = "256MiB")
        ByteSize maxRequestSize,
    @Setting(about = "Events a request may hold.", absent = "50000", least = "1", most = "1000000")
        int maxRequestEvents,
    @Setting(about = "Bytes an event may have.", absent = "1MiB", least = "1KiB", most = "4MiB")
        ByteSize maxEventSize,
    @Setting(
            about = "How deep the JSON of an event may be nested.",
            absent = "64",
            least = "4",
            most = "500")
        int maxDepth,
    @Setting(
            about =
                "Bytes of request bodies held at a time, over all requests. Beyond it requests are"
                    + " answered 503 with Retry-After. A body takes about three times its size"
                    + " while it is worked on.",
            absent = "64MiB",
            least = "1KiB",
            most = "64GiB")
        ByteSize memory,
    @Setting(
            about =
                "How many events a second are taken of one tenant, and ten times as many at once."
                    + " Beyond it only that tenant's events are refused, with 429. Absent: no"
                    + " limit. Tenants may have a rate of their own.")
        Optional<Integer> tenantEventsPerSecond,
    @Setting(about = "How many bytes of events a second, before compression; as for their number.")
        Optional<ByteSize> tenantBytesPerSecond) {
  /** A compressed body, its content, and what that is copied from while it grows. */
  private static final int BODIES_IN_MEMORY = 4;

  public IngestSettings {
    if (tenantEventsPerSecond.filter(rate -> rate < 1).isPresent()) {
      throw new InvalidInput("tenant-events-per-second", "is at least 1");
    }
    if (tenantBytesPerSecond
        .filter(rate -> rate.bytes() < 1 || rate.bytes() > IngestRate.MOST)
        .isPresent()) {
      throw new InvalidInput("tenant-bytes-per-second", "lies between 1B and 900GiB");
    }
    if (memory.bytes() < BODIES_IN_MEMORY * maxRequestSize.bytes()) {
      throw new InvalidInput(
          "memory",
          "is at least " + BODIES_IN_MEMORY + " times ingest.max-request-size, " + maxRequestSize);
    }
  }
}
