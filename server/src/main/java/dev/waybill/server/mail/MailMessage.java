package dev.waybill.server.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.server.notifications.Letter;
import dev.waybill.server.notifications.LetterJson;
import dev.waybill.server.notifications.NotificationOutbox.Waiting;
import dev.waybill.tenant.MailAddress;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.util.Date;
import java.util.Optional;

/**
 * The mail that a notification becomes, the same in every attempt: its {@code Message-ID} is made
 * of the notification's id, so that a mail that was taken twice is recognised as one.
 */
final class MailMessage extends MimeMessage {
  private static final String NAME = "Waybill";

  private final String messageId;

  private MailMessage(Session session, String messageId) {
    super(session);
    this.messageId = messageId;
  }

  /**
   * @param link where the service is reached, if that is known
   */
  static MimeMessage of(
      Session session, MailAddress from, Optional<String> link, Waiting notification)
      throws MessagingException {
    String domain = from.value().substring(from.value().lastIndexOf('@') + 1);
    MailMessage message = new MailMessage(session, "<" + notification.id() + "@" + domain + ">");
    Letter letter = LetterJson.read(notification.content());
    message.setFrom(address(from));
    message.setRecipient(RecipientType.TO, new InternetAddress(notification.receiver()));
    message.setSubject(letter.subject(), UTF_8.name());
    message.setSentDate(Date.from(notification.createdAt()));
    // No vacation notice shall answer it (RFC 3834).
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("X-Auto-Response-Suppress", "All");
    String reason =
        "You get this mail because your address is a notification recipient of the tenant "
            + notification.tenant()
            + ".";
    MimeBodyPart text = new MimeBodyPart();
    text.setText(LetterText.of(letter, link, reason), UTF_8.name());
    MimeBodyPart html = new MimeBodyPart();
    html.setText(LetterHtml.of(letter, link, reason), UTF_8.name(), "html");
    message.setContent(new MimeMultipart("alternative", text, html));
    message.saveChanges();
    return message;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId);
  }

  private static InternetAddress address(MailAddress from) {
    try {
      return new InternetAddress(from.value(), NAME, UTF_8.name());
    } catch (UnsupportedEncodingException e) {
      throw new AssertionError("Java has UTF-8", e);
    }
  }
}
