package dev.waybill.server.mail;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.notifications.NotificationOutbox.Waiting;
import dev.waybill.server.notifications.OneLine;
import dev.waybill.server.notifications.Sender;
import dev.waybill.server.settings.MailSettings;
import dev.waybill.server.settings.MailSettings.Encryption;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands mails to the operator's mail server, each over a connection of its own. A mail is taken
 * when the server has confirmed its text; how the connection ends after that is of no matter.
 */
public final class SmtpSender implements Sender {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpSender.class);
  private static final String PROTOCOL = "smtp";

  /** There is no such mailbox. What else a server refuses may be the operator's to repair. */
  private static final Set<Integer> NO_MAILBOX = Set.of(550, 551, 553);

  /** Of RFC 3463: refused by a policy, such as that of relaying. */
  private static final String POLICY = " 5.7.";

  private final MailSettings.Server server;
  private final Optional<String> link;
  private final Session session;

  /**
   * @param link where people reach the service, for the mails
   * @param tls trusts the server's certificate; empty: as Java does
   */
  public SmtpSender(MailSettings.Server server, Optional<String> link, Optional<SSLContext> tls) {
    this.server = requireNonNull(server, "server is null");
    this.link = requireNonNull(link, "link is null");
    this.session = Session.getInstance(properties(server, tls));
  }

  @Override
  public Outcome send(Waiting notification) {
    try {
      send(MailMessage.of(session, server.from(), link, notification));
      return new Outcome.Taken();
    } catch (MessagingException e) {
      return isWithoutMailbox(e) ? new Outcome.Refused(reason(e)) : new Outcome.Later(reason(e));
    }
  }

  private void send(MimeMessage message) throws MessagingException {
    Transport transport = session.getTransport(PROTOCOL);
    try {
      if (server.login().isPresent()) {
        MailSettings.Login login = server.login().get();
        transport.connect(login.user(), login.password().value());
      } else {
        transport.connect();
      }
      transport.sendMessage(message, message.getAllRecipients());
    } finally {
      close(transport);
    }
  }

  private static void close(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.debug("The connection to the mail server did not end in order", e);
    }
  }

  private static boolean isWithoutMailbox(MessagingException failure) {
    Optional<Exception> next = Optional.of(failure);
    while (next.isPresent()) {
      if (next.get() instanceof SMTPAddressFailedException refused) {
        return NO_MAILBOX.contains(refused.getReturnCode())
            && !String.valueOf(refused.getMessage()).contains(POLICY);
      }
      next =
          next.get() instanceof MessagingException chained
              ? Optional.ofNullable(chained.getNextException())
              : Optional.empty();
    }
    return false;
  }

  private static String reason(MessagingException e) {
    return OneLine.of(e.getClass().getSimpleName() + ": " + e.getMessage());
  }

  private static Properties properties(MailSettings.Server server, Optional<SSLContext> tls) {
    Properties properties = new Properties();
    set(properties, "host", server.host());
    set(properties, "port", Integer.toString(server.port()));
    set(properties, "auth", Boolean.toString(server.login().isPresent()));
    String millis = Long.toString(server.timeout().toMillis());
    set(properties, "connectiontimeout", millis);
    set(properties, "timeout", millis);
    set(properties, "writetimeout", millis);
    set(properties, "quitwait", "false");
    boolean starttls = server.encryption() == Encryption.STARTTLS;
    set(properties, "starttls.enable", Boolean.toString(starttls));
    set(properties, "starttls.required", Boolean.toString(starttls));
    set(properties, "ssl.enable", Boolean.toString(server.encryption() == Encryption.TLS));
    set(properties, "ssl.checkserveridentity", "true");
    tls.ifPresent(
        context ->
            properties.put("mail." + PROTOCOL + ".ssl.socketFactory", context.getSocketFactory()));
    return properties;
  }

  private static void set(Properties properties, String name, String value) {
    properties.setProperty("mail." + PROTOCOL + "." + name, value);
  }
}
