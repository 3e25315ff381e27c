package dev.waybill.server.notifications;

import dev.waybill.server.notifications.NotificationOutbox.Waiting;

class InMemoryNotificationOutboxTest extends NotificationOutboxContract {
  private final InMemoryNotificationOutbox outbox = new InMemoryNotificationOutbox();

  @Override
  protected NotificationOutbox outbox() {
    return outbox;
  }

  @Override
  protected void add(Waiting waiting) {
    outbox.add(waiting);
  }
}
