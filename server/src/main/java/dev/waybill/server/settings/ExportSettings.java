package dev.waybill.server.settings;

/** How much the deliveries may use. */
public record ExportSettings(
    @Setting(
            about = "How many export jobs run at a time.",
            absent = "4",
            least = "1",
            most = "1000")
        int concurrentJobs) {}
