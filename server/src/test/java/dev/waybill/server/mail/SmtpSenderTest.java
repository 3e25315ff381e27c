package dev.waybill.server.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.notifications.Grant;
import dev.waybill.server.notifications.Letters;
import dev.waybill.server.notifications.Notification;
import dev.waybill.server.notifications.NotificationOutbox.Waiting;
import dev.waybill.server.notifications.SampleNotifications;
import dev.waybill.server.notifications.Sender.Outcome;
import dev.waybill.server.settings.MailSettings.Encryption;
import dev.waybill.server.settings.MailSettings.Login;
import dev.waybill.server.settings.Secret;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmtpSenderTest {
  private static final String OPS = "ops@acme.example";
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\d]+");
  private static final Path GOLDEN = Path.of("src/test/resources/mail");

  private final MailServer server = MailServer.plain();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void eachMailReadsAsItShould() throws Exception {
    server.start();
    List<Notification> mailed =
        SampleNotifications.all().stream().filter(each -> each.type().isMailed()).toList();

    mailed.forEach(each -> assertThat(send(each)).isEqualTo(new Outcome.Taken()));

    List<MimeMessage> mails = server.mails();
    assertThat(mails).hasSameSizeAs(mailed);
    for (int i = 0; i < mails.size(); i++) {
      String name = mailed.get(i).type().text();
      assertThat(mails.get(i).getSubject())
          .isEqualTo(Letters.of(mailed.get(i)).orElseThrow().subject());
      assertThat(part(mails.get(i), 0)).isEqualTo(golden(name + ".txt", part(mails.get(i), 0)));
    }
    assertThat(part(mails.getFirst(), 1))
        .isEqualTo(golden("integration.created.html", part(mails.getFirst(), 1)));
  }

  @Test
  void bothPartsSayTheSame() throws Exception {
    server.start();
    for (Notification each : SampleNotifications.all()) {
      if (each.type().isMailed()) {
        send(each);
      }
    }

    for (MimeMessage mail : server.mails()) {
      List<String> html = words(part(mail, 1).replaceFirst("(?s)^.*<body", "<body"));
      assertThat(html).containsAll(words(part(mail, 0)));
    }
  }

  @Test
  void aMailSaysFromWhomItIsAndThatNobodyIsToAnswerIt() throws Exception {
    server.start();
    Waiting waiting = SampleNotifications.mail(SampleNotifications.failing("export"), OPS);

    sender(Encryption.NONE).send(waiting);

    MimeMessage mail = server.mails().getFirst();
    assertThat(mail.getHeader("From")).containsExactly("Waybill <waybill@service.example>");
    assertThat(mail.getHeader("To")).containsExactly(OPS);
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getHeader("Message-ID"))
        .containsExactly("<" + waiting.id() + "@service.example>");
    assertThat(mail.getSentDate()).isEqualTo(SampleNotifications.NOW);
  }

  @Test
  void theSameMailSentAgainHasTheSameId() throws Exception {
    server.start();
    Waiting waiting = SampleNotifications.mail(SampleNotifications.failing("export"), OPS);

    sender(Encryption.NONE).send(waiting);
    sender(Encryption.NONE).send(waiting);

    assertThat(server.mails().get(0).getMessageID())
        .isEqualTo(server.mails().get(1).getMessageID());
  }

  @Test
  void aNameCannotBecomeAHeaderNorHtml() throws Exception {
    server.start();
    String name = "x\r\nBcc: all@example.com\r\n\r\n<script>alert(1)</script> %1$s \u00e4";

    send(SampleNotifications.created(name, Grant.NONE));

    assertThat(server.mails()).hasSize(1);
    MimeMessage mail = server.mails().getFirst();
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getSubject())
        .isEqualTo(
            "New storage integration: x  Bcc: all@example.com    <script>alert(1)</script> %1$s \u00e4");
    assertThat(part(mail, 1))
        .doesNotContain("<script>")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; %1$s");
  }

  @Test
  void aServerThatIsDownGetsItLater() {
    assertThat(send(SampleNotifications.failing("export"))).isInstanceOf(Outcome.Later.class);
  }

  @Test
  void nothingGoesOutUnencryptedThatIsToBeEncrypted() {
    server.start();
    Waiting waiting = SampleNotifications.mail(SampleNotifications.failing("export"), OPS);

    assertThat(sender(Encryption.STARTTLS).send(waiting)).isInstanceOf(Outcome.Later.class);
    assertThat(server.mails()).isEmpty();
  }

  @Test
  void aServerWhoseCertificateNobodyTrustsGetsNothing() {
    try (MailServer stranger = MailServer.withTls().start()) {
      SmtpSender sender =
          new SmtpSender(stranger.settings(Encryption.TLS), Optional.empty(), Optional.empty());
      Waiting waiting = SampleNotifications.mail(SampleNotifications.failing("export"), OPS);

      assertThat(sender.send(waiting)).isInstanceOf(Outcome.Later.class);
      assertThat(stranger.mails()).isEmpty();
    }
  }

  @Test
  void logsInWhereThatIsAskedFor() {
    server.start().requireLogin("waybill", "opens");
    Waiting waiting = SampleNotifications.mail(SampleNotifications.failing("export"), OPS);

    assertThat(sender("wrong").send(waiting))
        .isInstanceOfSatisfying(
            Outcome.Later.class, later -> assertThat(later.reason()).doesNotContain("wrong"));
    assertThat(sender("opens").send(waiting)).isEqualTo(new Outcome.Taken());
    assertThat(server.mails()).hasSize(1);
  }

  private Outcome send(Notification notification) {
    return sender(Encryption.NONE).send(SampleNotifications.mail(notification, OPS));
  }

  private SmtpSender sender(Encryption encryption) {
    return new SmtpSender(
        server.settings(encryption), Optional.of("https://audit.example.com/"), Optional.empty());
  }

  private SmtpSender sender(String password) {
    return new SmtpSender(
        server.settings(Encryption.NONE, Optional.of(new Login("waybill", new Secret(password)))),
        Optional.empty(),
        Optional.empty());
  }

  private static String part(MimeMessage mail, int number) throws Exception {
    var content = (MimeMultipart) mail.getContent();
    var bytes = new ByteArrayOutputStream();
    content.getBodyPart(number).getInputStream().transferTo(bytes);
    return bytes.toString(UTF_8).replace("\r\n", "\n");
  }

  /** Without tags and signs. */
  private static List<String> words(String text) {
    return WORD.matcher(text.replaceAll("<[^>]*>", " ").replace("&#39;", "'").toLowerCase(ROOT))
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static String golden(String name, String now) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("waybill.write")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, now);
    }
    return Files.readString(file);
  }
}
