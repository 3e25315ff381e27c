package dev.waybill.server.settings;

import java.nio.file.Path;

/** Where everything is kept. */
public record DataSettings(
    @Setting(
            about =
                "The folder of the event log, the control plane and the key file. One server at a"
                    + " time can use it.",
            absent = "./waybill-data")
        Path directory,
    @Setting(
            about =
                "Free space on the disk of data.directory below which no events are taken, so that"
                    + " deletion, compaction and the control plane go on. Of a small disk a"
                    + " twentieth is kept if that is less; 0B keeps none.",
            absent = "1GiB",
            least = "0B",
            most = "1024GiB")
        ByteSize reserve) {}
