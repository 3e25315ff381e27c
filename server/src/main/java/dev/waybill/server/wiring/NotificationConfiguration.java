package dev.waybill.server.wiring;

import dev.waybill.server.mail.SmtpSender;
import dev.waybill.server.notifications.Channel;
import dev.waybill.server.notifications.Dispatcher;
import dev.waybill.server.notifications.NotificationMetrics;
import dev.waybill.server.notifications.NotificationOutbox;
import dev.waybill.server.notifications.NotificationRun;
import dev.waybill.server.notifications.RetrySchedule;
import dev.waybill.server.notifications.Sender;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.PublicOrigin;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.server.settings.MailSettings;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.server.webhooks.OwnNotifications;
import dev.waybill.server.webhooks.WebhookEndpoints;
import dev.waybill.server.webhooks.WebhookHttp;
import dev.waybill.server.webhooks.WebhookSender;
import dev.waybill.stores.endpoint.EndpointPolicy;
import dev.waybill.stores.endpoint.PrivateAddresses;
import dev.waybill.tenant.Tenants;
import dev.waybill.time.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How tenants are told of things. */
@Configuration(proxyBeanMethods = false)
class NotificationConfiguration {
  private static final Dispatcher.Limits MAILS = new Dispatcher.Limits(4, 2);
  private static final Dispatcher.Limits WEBHOOKS = new Dispatcher.Limits(16, 2);
  private static final Duration WEBHOOK = Duration.ofSeconds(15);

  @Bean
  NotificationOutbox notificationOutbox(ControlPlane controlPlane) {
    return controlPlane.notificationOutbox();
  }

  @Bean
  WebhookEndpoints webhookEndpoints(ControlPlane controlPlane) {
    return controlPlane.webhookEndpoints();
  }

  @Bean
  OwnNotifications ownNotifications(
      Settings settings,
      Tenants tenants,
      WebhookEndpoints endpoints,
      TenantDeletions deletions,
      AccessAudit audit,
      TimeSource time) {
    return new OwnNotifications(tenants, endpoints, policy(settings), deletions, audit, time);
  }

  @Bean
  WebhookHttp webhookHttp(Settings settings) {
    return new WebhookHttp(
        policy(settings), WEBHOOK, WEBHOOKS.atOnce(), new StorageNetwork(settings.storage()).tls());
  }

  /** Without a mail server, what waited for one is forgotten. */
  @Bean(initMethod = "start")
  NotificationLife notificationLife(
      Settings settings,
      NotificationOutbox outbox,
      WebhookEndpoints endpoints,
      WebhookHttp http,
      TimeSource time,
      MeterRegistry registry) {
    Lines lines = new Lines(outbox, time, new NotificationMetrics(registry, outbox, time));
    List<NotificationRun> runs = new ArrayList<>();
    Sender webhooks = new WebhookSender(endpoints, http, time);
    runs.add(lines.run(Channel.WEBHOOK, webhooks, RetrySchedule.WEBHOOK, WEBHOOKS));
    Optional<MailSettings.Server> server = settings.mail().server();
    if (server.isPresent()) {
      Sender mails = mails(server.get(), settings);
      runs.add(lines.run(Channel.MAIL, mails, RetrySchedule.MAIL, MAILS));
    } else {
      outbox.removeAll(Channel.MAIL);
    }
    return new NotificationLife(runs);
  }

  /** What all channels share. */
  private record Lines(NotificationOutbox outbox, TimeSource time, NotificationMetrics metrics) {
    private NotificationRun run(
        Channel channel, Sender sender, RetrySchedule schedule, Dispatcher.Limits limits) {
      return new NotificationRun(
          channel,
          limits.atOnce(),
          threads ->
              new Dispatcher(
                  channel,
                  outbox,
                  sender,
                  schedule,
                  limits,
                  threads,
                  time,
                  new SecureRandom(),
                  metrics));
    }
  }

  private static Sender mails(MailSettings.Server server, Settings settings) {
    return new SmtpSender(
        server,
        settings.publicUrl().map(url -> PublicOrigin.of(url).url("/")),
        new StorageNetwork(settings.storage()).tls());
  }

  /** Any host may be named, but its addresses are judged as those of storage are. */
  private static EndpointPolicy policy(Settings settings) {
    return new EndpointPolicy(
        Set.of("*"),
        settings.storage().allowPrivateAddresses()
            ? PrivateAddresses.ALLOWED
            : PrivateAddresses.REFUSED);
  }
}
