package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import dev.waybill.tenant.MailAddress;
import java.time.Duration;
import java.util.Optional;

/** The mail server through which tenants are notified. Without a host there are no mails. */
public record MailSettings(
    @Setting(
            about =
                "The mail server (SMTP) through which notifications go to tenants' mail recipients."
                    + " Absent, there are no mails.")
        Optional<String> host,
    @Setting(about = "Its port.", absent = "587", least = "1", most = "65535") int port,
    @Setting(
            about =
                "How the connection is encrypted: `STARTTLS` (usually port 587), `TLS` from the"
                    + " first byte (465), or `NONE` (25), for a server on this machine or in a"
                    + " network that nobody else listens to. The server's certificate must be one"
                    + " that Java or storage.ca-bundle trusts.",
            absent = "STARTTLS")
        Encryption encryption,
    @Setting(about = "The user, if the mail server asks for one.") Optional<String> user,
    @Setting(about = "The password that belongs to the user.") Optional<Secret> password,
    @Setting(about = "The address from which mails come, such as `waybill@example.com`.")
        Optional<String> from,
    @Setting(
            about = "How long the mail server may take for each answer.",
            absent = "30s",
            least = "1s",
            most = "5m")
        Duration timeout) {

  /** How a connection is encrypted. */
  public enum Encryption {
    STARTTLS,
    TLS,
    NONE
  }

  /** What must be known to send mails. */
  public record Server(
      String host,
      int port,
      Encryption encryption,
      Optional<Login> login,
      MailAddress from,
      Duration timeout) {}

  /** As whom mails are handed in. */
  public record Login(String user, Secret password) {}

  public MailSettings {
    if (host.isEmpty() && (from.isPresent() || user.isPresent() || password.isPresent())) {
      String given = from.isPresent() ? "from" : user.isPresent() ? "user" : "password";
      throw new InvalidInput(given, "goes with mail.host: give both, or none to send no mails");
    }
    if (host.isPresent() && from.isEmpty()) {
      throw new InvalidInput("host", "goes with mail.from: give both, or none to send no mails");
    }
    if (user.isPresent() != password.isPresent()) {
      throw new InvalidInput(
          user.isPresent() ? "user" : "password",
          "goes with the other half: give both mail.user and mail.password, or neither");
    }
    if (password.isPresent() && encryption == Encryption.NONE) {
      throw new InvalidInput("encryption", "is STARTTLS or TLS where there is a mail.password");
    }
    from.ifPresent(MailSettings::address);
  }

  /** Empty if there are no mails. */
  public Optional<Server> server() {
    return host.map(
        name ->
            new Server(
                name,
                port,
                encryption,
                user.map(who -> new Login(who, password.orElseThrow())),
                address(from.orElseThrow()),
                timeout));
  }

  private static MailAddress address(String text) {
    try {
      return new MailAddress(text);
    } catch (InvalidInput _) {
      throw new InvalidInput("from", "is a mail address such as waybill@example.com");
    }
  }
}
