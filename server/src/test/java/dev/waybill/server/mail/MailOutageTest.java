package dev.waybill.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.notifications.Channel;
import dev.waybill.server.notifications.Dispatcher;
import dev.waybill.server.notifications.InMemoryNotificationOutbox;
import dev.waybill.server.notifications.Notification;
import dev.waybill.server.notifications.NotificationMetrics;
import dev.waybill.server.notifications.NotificationOutbox.Waiting;
import dev.waybill.server.notifications.RetrySchedule;
import dev.waybill.server.notifications.SampleNotifications;
import dev.waybill.server.settings.MailSettings.Encryption;
import dev.waybill.time.SettableTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A mail server that is down for an hour loses none and repeats none. */
class MailOutageTest {
  private static final List<String> PEOPLE =
      List.of("ops@acme.example", "security@acme.example", "audit@acme.example");

  private final MailServer server = MailServer.plain();
  private final SettableTime time = new SettableTime(SampleNotifications.NOW);
  private final InMemoryNotificationOutbox outbox = new InMemoryNotificationOutbox();
  private final Deque<Runnable> begun = new ArrayDeque<>();
  private final Dispatcher dispatcher =
      new Dispatcher(
          Channel.MAIL,
          outbox,
          new SmtpSender(server.settings(Encryption.NONE), Optional.empty(), Optional.empty()),
          RetrySchedule.MAIL,
          new Dispatcher.Limits(4, 2),
          begun::add,
          time,
          new Random(7),
          new NotificationMetrics(new SimpleMeterRegistry(), outbox, time));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void eachMailArrivesOnce() throws MessagingException {
    List<String> expected = new ArrayList<>();
    for (Notification notification : SampleNotifications.all()) {
      if (notification.type().isMailed()) {
        PEOPLE.forEach(person -> expected.add(add(notification, person)));
      }
    }

    pass(Duration.ofHours(1));
    assertThat(outbox.size()).isEqualTo(expected.size());

    server.start();
    pass(Duration.ofMinutes(40));

    assertThat(outbox.size()).isZero();
    List<String> arrived = new ArrayList<>();
    for (MimeMessage mail : server.mails()) {
      arrived.add(mail.getMessageID());
    }
    assertThat(arrived).containsExactlyInAnyOrderElementsOf(expected);
  }

  private String add(Notification notification, String person) {
    Waiting waiting = SampleNotifications.mail(notification, person);
    outbox.add(waiting);
    return "<" + waiting.id() + "@service.example>";
  }

  private void pass(Duration duration) {
    Instant end = time.now().plus(duration);
    while (time.now().isBefore(end)) {
      dispatcher.round();
      while (!begun.isEmpty()) {
        begun.removeFirst().run();
      }
      time.advance(Duration.ofSeconds(20));
    }
  }
}
