package dev.waybill.server.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.waybill.server.settings.MailSettings;
import dev.waybill.server.settings.MailSettings.Encryption;
import dev.waybill.stores.network.FreePort;
import dev.waybill.tenant.MailAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A mail server that takes all mails and can be down; it keeps its port. */
public final class MailServer implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final MailAddress FROM = new MailAddress("waybill@service.example");

  private final ServerSetup setup;
  private Optional<GreenMail> running = Optional.empty();

  private MailServer(String protocol) {
    setup = new ServerSetup(FreePort.draw(), HOST, protocol);
    setup.setServerStartupTimeout(Duration.ofMinutes(1).toMillis());
  }

  /** One that is down yet. */
  public static MailServer plain() {
    return new MailServer(ServerSetup.PROTOCOL_SMTP);
  }

  /** The same with TLS, and a certificate that nobody trusts. */
  static MailServer withTls() {
    return new MailServer(ServerSetup.PROTOCOL_SMTPS);
  }

  public MailServer start() {
    GreenMail server = new GreenMail(setup);
    server.start();
    running = Optional.of(server);
    return this;
  }

  /** Only mails of this user are taken. */
  void requireLogin(String user, String password) {
    GreenMail server = running.orElseThrow();
    server.setUser(user, password);
    server.getManagers().getUserManager().setAuthRequired(true);
  }

  public int port() {
    return setup.getPort();
  }

  /** What it has taken. */
  public List<MimeMessage> mails() {
    return List.of(running.orElseThrow().getReceivedMessages());
  }

  MailSettings.Server settings(Encryption encryption) {
    return settings(encryption, Optional.empty());
  }

  MailSettings.Server settings(Encryption encryption, Optional<MailSettings.Login> login) {
    return new MailSettings.Server(HOST, port(), encryption, login, FROM, Duration.ofSeconds(10));
  }

  @Override
  public void close() {
    running.ifPresent(GreenMail::stop);
    running = Optional.empty();
  }
}
