package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;

/** All settings of the server, by feature. */
public record Settings(
    ServerSettings server,
    @Section("server.tls") TlsSettings tls,
    LoginSettings login,
    ManagementSettings management,
    DataSettings data,
    SecretsSettings secrets,
    IngestSettings ingest,
    ExportSettings export,
    StorageSettings storage,
    SetupSettings setup,
    RetentionSettings retention,
    SelfCheckSettings selfCheck,
    LimitSettings limits,
    LogSettings log) {
  public Settings {
    if (server.port() != 0 && server.port() == management.port()) {
      throw new InvalidInput("management.port", "is another one than server.port");
    }
  }
}
