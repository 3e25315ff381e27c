package dev.waybill.server.wiring;

import dev.waybill.server.notifications.NotificationOutbox;
import dev.waybill.server.portal.notifications.EndpointController;
import dev.waybill.server.portal.notifications.NotificationsController;
import dev.waybill.server.portal.notifications.Receivers;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.webhooks.OwnNotifications;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pages of notifications. */
@Configuration(proxyBeanMethods = false)
class NotificationPagesConfiguration {
  @Bean
  Receivers receivers(OwnNotifications notifications, NotificationOutbox outbox) {
    return new Receivers(notifications, outbox);
  }

  @Bean
  NotificationsController notificationsPage(
      Settings settings, OwnNotifications notifications, Receivers receivers, Supplier<UUID> ids) {
    return new NotificationsController(
        notifications, receivers, settings.mail().server().isPresent(), ids);
  }

  @Bean
  EndpointController endpointPage(OwnNotifications notifications, Receivers receivers) {
    return new EndpointController(notifications, receivers);
  }
}
