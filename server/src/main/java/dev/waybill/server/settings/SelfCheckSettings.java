package dev.waybill.server.settings;

import java.time.Duration;

/** How much of what was delivered is compared with the event log again. */
public record SelfCheckSettings(
    @Setting(
            about =
                "How long after a self-check the next one begins; the first begins five minutes"
                    + " after the start, or this long if that is shorter.",
            absent = "1h",
            least = "1s",
            most = "30d")
        Duration interval,
    @Setting(
            about =
                "How many delivered jobs, drawn at random, one self-check derives from the log"
                    + " again. 0: none.",
            absent = "10",
            least = "0",
            most = "100000")
        int jobs,
    @Setting(
            about =
                "Uncompressed bytes of events after which a self-check begins no further job; the"
                    + " one in which it comes to them is finished.",
            absent = "1GiB",
            least = "1MiB",
            most = "1024GiB")
        ByteSize size) {}
