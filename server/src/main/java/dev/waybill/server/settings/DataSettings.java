package dev.waybill.server.settings;

import java.nio.file.Path;

/** Where everything is kept. */
public record DataSettings(
    @Setting(
            about =
                "The folder of the event log, the control plane and the key file. One server at a"
                    + " time can use it.",
            absent = "./waybill-data")
        Path directory) {}
