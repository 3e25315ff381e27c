package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;

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
    @Setting(about = "Bytes an event may have.", absent = "1MiB", least = "1KiB", most = "64MiB")
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
        ByteSize memory) {
  public IngestSettings {
    if (memory.compareTo(maxRequestSize) < 0) {
      throw new InvalidInput("memory", "is at least ingest.max-request-size, " + maxRequestSize);
    }
  }
}
