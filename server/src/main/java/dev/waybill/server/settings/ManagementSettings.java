package dev.waybill.server.settings;

/** Where health and metrics are shown. */
public record ManagementSettings(
    @Setting(
            about =
                "The address of health and metrics. They need no key, so keep it on a private"
                    + " network.",
            absent = "127.0.0.1")
        String address,
    @Setting(
            about = "The port of health and metrics; 0 picks a free one.",
            absent = "9090",
            least = "0",
            most = "65535")
        int port) {}
