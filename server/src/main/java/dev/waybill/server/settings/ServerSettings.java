package dev.waybill.server.settings;

import java.time.Duration;

/** Where the API listens. */
public record ServerSettings(
    @Setting(
            about =
                "The address the API listens on. Put a TLS proxy in front before you let it listen"
                    + " on a network.",
            absent = "127.0.0.1")
        String address,
    @Setting(
            about = "The port of the API; 0 picks a free one.",
            absent = "8080",
            least = "0",
            most = "65535")
        int port,
    @Setting(
            about =
                "How many requests are worked on at a time. A request that waits for the disk"
                    + " holds its thread.",
            absent = "200",
            least = "1",
            most = "10000")
        int threads,
    @Setting(
            about =
                "How long a stop waits for running requests before it ends them. Exports come to"
                    + " their end meanwhile, within 17 seconds.",
            absent = "15s",
            least = "1s",
            most = "10m")
        Duration stopTimeout) {}
