package dev.waybill.server.settings;

/** All settings of the server, by feature. */
public record Settings(
    ServerSettings server,
    ManagementSettings management,
    DataSettings data,
    IngestSettings ingest,
    ExportSettings export,
    StorageSettings storage,
    LogSettings log) {}
