package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import java.net.URI;
import java.util.Optional;

/** All settings of the server, by feature. */
public record Settings(
    ServerSettings server,
    @Section("server.tls") TlsSettings tls,
    LoginSettings login,
    PortalSettings portal,
    ManagementSettings management,
    DataSettings data,
    SecretsSettings secrets,
    IngestSettings ingest,
    ExportSettings export,
    StorageSettings storage,
    AzureAccessSettings azure,
    GoogleAccessSettings google,
    SetupSettings setup,
    RetentionSettings retention,
    MailSettings mail,
    SelfCheckSettings selfCheck,
    LimitSettings limits,
    LogSettings log) {
  public Settings {
    if (server.port() != 0 && server.port() == management.port()) {
      throw new InvalidInput("management.port", "is another one than server.port");
    }
    boolean two =
        server
            .publicUrl()
            .filter(url -> login.publicUrl().filter(other -> !other.equals(url)).isPresent())
            .isPresent();
    if (two) {
      throw new InvalidInput("server.public-url", "is the same as login.public-url, or absent");
    }
    boolean encrypted =
        server
            .publicUrl()
            .or(login::publicUrl)
            .map(URI::getScheme)
            .filter("https"::equals)
            .isPresent();
    if (portal.mayBeFramed() && !encrypted) {
      throw new InvalidInput(
          "portal.frame-ancestors",
          "goes with an https server.public-url: browsers keep no cookie in a frame without TLS");
    }
  }

  /** Where browsers reach this service, if it is known. */
  public Optional<URI> publicUrl() {
    return server.publicUrl().or(login::publicUrl);
  }

  /** Where browsers reach this service: if nothing is known of it, on this machine. */
  public URI browserUrl() {
    return publicUrl()
        .orElseGet(
            () -> URI.create((tls.isOn() ? "https" : "http") + "://localhost:" + server.port()));
  }
}
